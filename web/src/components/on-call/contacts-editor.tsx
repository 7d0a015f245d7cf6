import { useTranslations } from "use-intl";
import type { Channel } from "@/lib/notification-types";
import { CHANNEL_KINDS, takesAddress } from "@/lib/notification-words";
import type { Contact } from "@/lib/on-call-types";
import { INPUT } from "../form";
import { Icon } from "../icon";
import { Fault } from "../notifications/document-parts";
import { Button } from "../ui";
import { RowButton } from "./parts";

const MOST = 10;

interface RowProps {
  contact: Contact;
  channels: readonly Channel[];
  number: number;
  fault?: string;
  onChange: (contact: Contact) => void;
  onRemove?: () => void;
}

function Row({ contact, channels, number, fault, onChange, onRemove }: RowProps) {
  const t = useTranslations("calls");
  const kind = channels.find((one) => one.id === contact.channel)?.config.kind;
  const known = contact.channel === "" || kind !== undefined;
  const choose = (id: string) => {
    const next = channels.find((one) => one.id === id)?.config.kind;
    onChange({ channel: id, address: next && takesAddress(next) && next === kind ? contact.address : "" });
  };
  return (
    <li className="rounded-lg bg-sunken p-2.5">
      <div className="flex flex-wrap items-center gap-2">
        <select aria-label={t("recipient.contactChannel", { number: String(number) })} required value={contact.channel} onChange={(event) => choose(event.target.value)} data-testid="contact-channel" className={`${INPUT} w-auto min-w-0 flex-1 basis-40`}>
          <option value="">{t("recipient.chooseChannel")}</option>
          {!known && <option value={contact.channel}>{contact.channel}</option>}
          {channels.map((one) => <option key={one.id} value={one.id}>{one.name} ({CHANNEL_KINDS[one.config.kind].word})</option>)}
        </select>
        {(kind === undefined ? contact.address !== "" : takesAddress(kind)) && (
          <input aria-label={t("recipient.contactAddress", { number: String(number) })} required type={kind === "EMAIL" ? "email" : "tel"} maxLength={254} value={contact.address} placeholder={kind === "SMS" ? "+441632960961" : "jo@example.com"} aria-invalid={fault ? true : undefined}
            onChange={(event) => onChange({ ...contact, address: event.target.value.trim() })} data-testid="contact-address" className={`${INPUT} w-auto min-w-0 flex-1 basis-48 placeholder:text-ink-2`} />
        )}
        {onRemove && <RowButton label={t("recipient.removeContact", { number: String(number) })} icon="close" onPress={onRemove} />}
      </div>
      <Fault>{fault}</Fault>
    </li>
  );
}

interface Props {
  value: readonly Contact[];
  channels: readonly Channel[];
  wrong: Record<string, string>;
  onChange: (value: Contact[]) => void;
}

/** The first thing that is wrong below a path. */
export function faultAt(wrong: Record<string, string>, path: string): string | undefined {
  return Object.entries(wrong).find(([field]) => field === path || field.startsWith(`${path}.`))?.[1];
}

/** How somebody is reached: on all of these at once. */
export function ContactsEditor({ value, channels, wrong, onChange }: Props) {
  const t = useTranslations("calls");
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1 font-semibold">{t("recipient.through")}</legend>
      <p className="mb-2 text-sm text-ink-2">{t("recipient.allAtOnce")} {channels.length === 0 && t("recipient.noChannel")}</p>
      <ul className="mb-2 space-y-2">
        {value.map((contact, i) => (
          <Row key={i} contact={contact} channels={channels} number={i + 1} fault={faultAt(wrong, `contacts.${i}`)} onChange={(changed) => onChange(value.map((one, at) => (at === i ? changed : one)))}
            onRemove={value.length > 1 ? () => onChange(value.filter((_, at) => at !== i)) : undefined} />
        ))}
      </ul>
      {value.length < MOST && <Button onClick={() => onChange([...value, { channel: "", address: "" }])}><Icon name="plus" />{t("recipient.addContact")}</Button>}
      <Fault>{wrong.contacts}</Fault>
    </fieldset>
  );
}
