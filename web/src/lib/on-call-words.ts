/** Who is on call, and who is told next, in words. Pure. */

import { texts } from "@/i18n/language";
import { wordTable } from "@/i18n/tables";
import { durationWord } from "./alert-words";
import { graveWord } from "./notification-words";
import type { Duty, Policy, QuietHours, Rota, Step, Target, Weekday } from "./on-call-types";
import { instantsOf } from "./ranges";

export const WEEKDAYS: readonly Weekday[] = ["MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN"];
export const DAY_WORDS: Record<Weekday, string> = wordTable(WEEKDAYS, (day) => texts("calls")(`day.${day}`));

/** `["MON","TUE","WED"]` → "Mon–Wed"; none of them, or all: "every day". */
export function daysWord(days: readonly Weekday[]): string {
  const chosen = WEEKDAYS.filter((day) => days.includes(day));
  if (chosen.length === 0 || chosen.length === WEEKDAYS.length) return texts("calls")("everyDay");
  const first = WEEKDAYS.indexOf(chosen[0]!);
  const inARow = chosen.length > 2 && chosen.every((day, i) => day === WEEKDAYS[first + i]);
  return inARow ? `${DAY_WORDS[chosen[0]!]}–${DAY_WORDS[chosen.at(-1)!]}` : chosen.map((day) => DAY_WORDS[day]).join(", ");
}

/** `22:00:00` → "22:00". */
export function hourWord(time: string): string {
  return time.slice(0, 5);
}

/** "22:00–07:00, Mon–Fri: nothing up to warning". */
export function quietWord({ hours, up_to }: QuietHours): string {
  return texts("calls")("recipient.quietIs", { start: hourWord(hours.start), end: hourWord(hours.end), days: daysWord(hours.days), severity: graveWord(up_to) });
}

/** "turns of 7 days, from one to the next at 09:00". */
export function turnsWord({ turn_days, handover, members }: Pick<Rota, "turn_days" | "handover" | "members">): string {
  const t = texts("calls");
  if (members.length === 1) return t("rota.always");
  return t("rota.turnsOf", { days: turn_days, time: hourWord(handover) });
}

/** Duties that follow each other with the same person for the same reason are one. */
export function joined(duties: readonly Duty[]): Duty[] {
  const found: Duty[] = [];
  for (const duty of duties) {
    const before = found.at(-1);
    const goesOn = before && before.recipient === duty.recipient && before.override_id === duty.override_id && before.ends_at === duty.starts_at;
    if (goesOn) found[found.length - 1] = { ...before, ends_at: duty.ends_at };
    else found.push(duty);
  }
  return found;
}

export interface Turn {
  member: string;
  /** `YYYY-MM-DD`, local to the rota. */
  day: string;
}

const DAY_MS = 86_400_000;

/** The turn that holds on a day, and those after it. Before its first day the first member has the turn. */
export function turnsFrom({ members, first_day, turn_days }: Pick<Rota, "members" | "first_day" | "turn_days">, day: string, count: number): Turn[] {
  const first = Date.parse(`${first_day}T00:00:00Z`);
  const at = Date.parse(`${day}T00:00:00Z`);
  if (members.length === 0 || Number.isNaN(first) || Number.isNaN(at) || !(turn_days >= 1)) return [];
  const number = Math.max(0, Math.floor((at - first) / DAY_MS / turn_days));
  return Array.from({ length: count }, (_, i) => ({
    member: members[(number + i) % members.length]!,
    day: new Date(first + (number + i) * turn_days * DAY_MS).toISOString().slice(0, 10),
  }));
}

/** Both ends of a stand-in, of local times: where clocks show one twice, the longer span. Null where clocks skip one. */
export function standInSpan(from: string, until: string, timeZone: string): { starts_at: string; ends_at: string } | null {
  const first = instantsOf(from, timeZone)[0];
  const last = instantsOf(until, timeZone).at(-1);
  if (first === undefined || last === undefined) return null;
  return { starts_at: new Date(first).toISOString(), ends_at: new Date(last).toISOString() };
}

/** For which alerts a policy is: "every alert", "critical; rules tank_*". */
export function forWhichWord({ severities, rules }: Pick<Policy, "severities" | "rules">): string {
  const t = texts("calls");
  const [first, ...more] = severities.map(graveWord);
  const grave = first && more.reduce((before, next) => t("policy.both", { before, next }), first);
  if (rules.length === 0) return grave ?? t("policy.everyAlert");
  const named = rules.join(", ");
  return grave ? t("policy.severitiesRules", { severities: grave, rules: named }) : t("policy.rules", { rules: named });
}

/** "At once", "After 10 min". */
export function whenWord({ after_s }: Pick<Step, "after_s">): string {
  const t = texts("calls");
  return after_s === 0 ? t("policy.atOnce") : t("policy.after", { span: durationWord(after_s) });
}

/** What happens after the last step. */
export function repeatWord({ repeats, repeat_every_s }: Pick<Policy, "repeats" | "repeat_every_s">): string {
  const t = texts("calls");
  return repeats === 0 ? t("policy.notRepeated") : t("policy.repeated", { span: durationWord(repeat_every_s), count: repeats });
}

export const TARGET_KINDS: Record<Target["kind"], string> = wordTable(["RECIPIENT", "ROTA", "CHANNEL"] as const, (kind) => texts("calls")(`onCall.target.${kind}`));

export type Names = Record<Target["kind"], ReadonlyMap<string, string>>;

/** "Jo", "who is on call: Night", "the channel Forecourt". */
export function targetWord({ kind, id }: Target, names: Names): string {
  const name = names[kind].get(id) ?? id;
  if (kind === "RECIPIENT") return name;
  return kind === "ROTA" ? texts("calls")("onCall.whoOfRota", { name }) : texts("calls")("onCall.theChannel", { name });
}
