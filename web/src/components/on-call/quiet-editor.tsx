import { SEVERITIES } from "@/lib/alert-words";
import type { QuietHours, Weekday } from "@/lib/on-call-types";
import { DAY_WORDS, WEEKDAYS } from "@/lib/on-call-words";
import { options } from "@/lib/selling-words";
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
  const toggle = (day: Weekday) => onChange(WEEKDAYS.filter((one) => (one === day ? !value.includes(one) : value.includes(one))));
  return (
    <div role="group" aria-label={`Days of quiet hours ${number}`} className="flex flex-wrap items-center gap-1">
      {WEEKDAYS.map((day) => <button key={day} type="button" aria-pressed={value.includes(day)} onClick={() => toggle(day)} className="min-h-11 min-w-12 rounded-lg border border-line-strong bg-surface font-semibold aria-pressed:bg-action aria-pressed:text-action-ink">{DAY_WORDS[day]}</button>)}
      {value.length === 0 && <span className="px-2 text-sm text-ink-2">every day</span>}
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
  const hours = (changes: Partial<QuietHours["hours"]>) => onChange({ ...quiet, hours: { ...quiet.hours, ...changes } });
  return (
    <li className="space-y-2 rounded-lg bg-sunken p-2.5">
      <div className="flex flex-wrap items-center gap-2">
        <input aria-label={`Begin of quiet hours ${number}`} type="time" required value={quiet.hours.start} onChange={(event) => hours({ start: event.target.value })} className={`${INPUT} w-auto`} />
        <span aria-hidden="true">–</span>
        <input aria-label={`End of quiet hours ${number}`} type="time" required value={quiet.hours.end} onChange={(event) => hours({ end: event.target.value })} className={`${INPUT} w-auto`} />
        <label className="flex items-center gap-2"><span className="text-sm text-ink-2">nothing up to</span>
          <select value={quiet.up_to} onChange={(event) => onChange({ ...quiet, up_to: event.target.value as Severity })} className={`${INPUT} w-auto`}>
            {options(SEVERITIES).map((one) => <option key={one.value} value={one.value}>{one.word.toLowerCase()}</option>)}
          </select>
        </label>
        <RowButton label={`Remove quiet hours ${number}`} icon="close" onPress={onRemove} />
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
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1 font-semibold">Quiet hours</legend>
      <p className="mb-2 text-sm text-ink-2">What comes in them waits until they are over. An end that is not after the begin is on the next day.</p>
      <ul className="mb-2 space-y-2">
        {value.map((quiet, i) => <Row key={i} quiet={quiet} number={i + 1} fault={faultAt(wrong, `quiet.${i}`)} onChange={(changed) => onChange(value.map((one, at) => (at === i ? changed : one)))} onRemove={() => onChange(value.filter((_, at) => at !== i))} />)}
      </ul>
      {value.length < MOST && <Button onClick={() => onChange([...value, FRESH])}><Icon name="plus" />Add quiet hours</Button>}
      <Fault>{wrong.quiet}</Fault>
    </fieldset>
  );
}
