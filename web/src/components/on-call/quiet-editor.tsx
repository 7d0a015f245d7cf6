import { useTranslations } from "use-intl";
import { SEVERITIES } from "@/lib/alert-words";
import { graveWord } from "@/lib/notification-words";
import type { QuietHours, Weekday } from "@/lib/on-call-types";
import { DAY_WORDS, WEEKDAYS } from "@/lib/on-call-words";
import type { Severity } from "@/lib/types";
import { INPUT } from "../form";
import { Icon } from "../icon";
import { Fault } from "../notifications/document-parts";
import { Button } from "../ui";
import { faultAt } from "./contacts-editor";
import { RowButton } from "./parts";

const MOST = 20;
const FRESH: QuietHours = { hours: { days: [], start: "22:00", end: "07:00" }, up_to: "WARNING" };

/** Which days; none pressed is every day. */
function Days({ value, number, onChange }: { value: readonly Weekday[]; number: number; onChange: (days: Weekday[]) => void }) {
  const t = useTranslations("calls");
  const toggle = (day: Weekday) => onChange(WEEKDAYS.filter((one) => (one === day ? !value.includes(one) : value.includes(one))));
  return (
    <div role="group" aria-label={t("recipient.quietDays", { number: String(number) })} className="flex flex-wrap items-center gap-1">
      {WEEKDAYS.map((day) => <button key={day} type="button" aria-pressed={value.includes(day)} onClick={() => toggle(day)} className="min-h-11 min-w-12 rounded-lg border border-line-strong bg-surface font-semibold aria-pressed:bg-action aria-pressed:text-action-ink">{DAY_WORDS[day]}</button>)}
      {value.length === 0 && <span className="px-2 text-sm text-ink-2">{t("everyDay")}</span>}
    </div>
  );
}

interface RowProps {
  quiet: QuietHours;
  number: number;
  fault?: string;
  onChange: (quiet: QuietHours) => void;
  onRemove: () => void;
}

function Row({ quiet, number, fault, onChange, onRemove }: RowProps) {
  const t = useTranslations("calls");
  const hours = (changes: Partial<QuietHours["hours"]>) => onChange({ ...quiet, hours: { ...quiet.hours, ...changes } });
  return (
    <li className="space-y-2 rounded-lg bg-sunken p-2.5">
      <div className="flex flex-wrap items-center gap-2">
        <input aria-label={t("recipient.quietBegin", { number: String(number) })} type="time" required value={quiet.hours.start} onChange={(event) => hours({ start: event.target.value })} className={`${INPUT} w-auto`} />
        <span aria-hidden="true">–</span>
        <input aria-label={t("recipient.quietEnd", { number: String(number) })} type="time" required value={quiet.hours.end} onChange={(event) => hours({ end: event.target.value })} className={`${INPUT} w-auto`} />
        <label className="flex items-center gap-2"><span className="text-sm text-ink-2">{t("recipient.upTo")}</span>
          <select value={quiet.up_to} onChange={(event) => onChange({ ...quiet, up_to: event.target.value as Severity })} className={`${INPUT} w-auto`}>
            {(Object.keys(SEVERITIES) as Severity[]).map((one) => <option key={one} value={one}>{graveWord(one)}</option>)}
          </select>
        </label>
        <RowButton label={t("recipient.removeQuiet", { number: String(number) })} icon="close" onPress={onRemove} />
      </div>
      <Days value={quiet.hours.days} number={number} onChange={(days) => hours({ days })} />
      <Fault>{fault}</Fault>
    </li>
  );
}

interface Props {
  value: readonly QuietHours[];
  wrong: Record<string, string>;
  onChange: (value: QuietHours[]) => void;
}

/** When somebody is left alone, unless it is more severe. */
export function QuietEditor({ value, wrong, onChange }: Props) {
  const t = useTranslations("calls");
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1 font-semibold">{t("recipient.quiet")}</legend>
      <p className="mb-2 text-sm text-ink-2">{t("recipient.quietHint")}</p>
      <ul className="mb-2 space-y-2">
        {value.map((quiet, i) => <Row key={i} quiet={quiet} number={i + 1} fault={faultAt(wrong, `quiet.${i}`)} onChange={(changed) => onChange(value.map((one, at) => (at === i ? changed : one)))} onRemove={() => onChange(value.filter((_, at) => at !== i))} />)}
      </ul>
      {value.length < MOST && <Button onClick={() => onChange([...value, FRESH])}><Icon name="plus" />{t("recipient.addQuiet")}</Button>}
      <Fault>{wrong.quiet}</Fault>
    </fieldset>
  );
}
