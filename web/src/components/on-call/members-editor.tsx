import { useTranslations } from "use-intl";
import type { Recipient } from "@/lib/on-call-types";
import { INPUT } from "../form";
import { Fault } from "../notifications/document-parts";
import { faultAt } from "./contacts-editor";
import { RowButton } from "./parts";

const MOST = 50;

interface Props {
  value: readonly string[];
  people: readonly Recipient[];
  wrong: Record<string, string>;
  onChange: (value: string[]) => void;
}

function swapped(value: readonly string[], at: number): string[] {
  const next = [...value];
  [next[at], next[at + 1]] = [next[at + 1]!, next[at]!];
  return next;
}

/** Who takes turns, in this order. */
export function MembersEditor({ value, people, wrong, onChange }: Props) {
  const t = useTranslations("calls");
  const name = (id: string) => people.find((one) => one.id === id)?.name ?? id;
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1.5 font-semibold">{t("rota.members")}</legend>
      <ol className="mb-2 space-y-2">
        {value.map((id, i) => (
          <li key={`${i} ${id}`} className="rounded-lg bg-sunken p-2.5">
            <div className="flex items-center gap-1">
              <span className="min-w-0 flex-1 px-1 font-semibold [overflow-wrap:anywhere]">{i + 1}. {name(id)}</span>
              <RowButton label={t("rota.earlier", { name: name(id) })} icon="down" turned disabled={i === 0} onPress={() => onChange(swapped(value, i - 1))} />
              <RowButton label={t("rota.later", { name: name(id) })} icon="down" disabled={i === value.length - 1} onPress={() => onChange(swapped(value, i))} />
              <RowButton label={t("rota.removeMember", { name: name(id) })} icon="close" onPress={() => onChange(value.filter((_, at) => at !== i))} />
            </div>
            <Fault>{faultAt(wrong, `members.${i}`)}</Fault>
          </li>
        ))}
      </ol>
      {value.length < MOST && (
        <select aria-label={t("rota.add")} value="" required={value.length === 0} onChange={(event) => onChange([...value, event.target.value])} data-testid="rota-member" className={INPUT}>
          <option value="">{people.length === 0 ? t("rota.noRecipient") : t("rota.addOpen")}</option>
          {people.map((one) => <option key={one.id} value={one.id}>{one.name}</option>)}
        </select>
      )}
      <Fault>{wrong.members}</Fault>
    </fieldset>
  );
}
