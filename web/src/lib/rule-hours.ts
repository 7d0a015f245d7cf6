/** Hours of the week as lines of text: "Mon–Fri 06:00–22:00", in the reader's language. Pure. */

import { texts } from "@/i18n/language";
import type { Day, Hours } from "./rule-types";

const DAYS: readonly Day[] = ["MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN"];
const LINE = /^(.*\S)\s+([01]\d|2[0-3]):([0-5]\d)\s*[-–]\s*([01]\d|2[0-3]):([0-5]\d)$/;

function short(day: Day): string {
  return texts("alerts")(`day.${day}`);
}

/** Neighbouring days as one: Monday to Friday is "Mon–Fri". */
function daysText(days: readonly Day[]): string {
  if (days.length === DAYS.length) return texts("alerts")("daily");
  const runs: Day[][] = [];
  for (const day of DAYS.filter((one) => days.includes(one))) {
    const last = runs.at(-1);
    if (last && DAYS.indexOf(day) === DAYS.indexOf(last.at(-1)!) + 1) last.push(day);
    else runs.push([day]);
  }
  return runs.map((run) => (run.length === 1 ? short(run[0]!) : `${short(run[0]!)}–${short(run.at(-1)!)}`)).join(", ");
}

export function hoursText({ days, start, end }: Hours): string {
  return `${daysText(days)} ${start.slice(0, 5)}–${end.slice(0, 5)}`;
}

/** In the reader's language, or in English. */
function dayOf(word: string): number {
  const typed = word.trim().toLowerCase();
  const named = DAYS.findIndex((day) => typed.startsWith(short(day).toLowerCase()));
  return named < 0 ? DAYS.indexOf(typed.slice(0, 3).toUpperCase() as Day) : named;
}

/** The days that "Mon-Fri" or "Sat" names; a week end may lie in between, as in "Sat-Mon". */
function run(part: string): Day[] | null {
  const [from = "", to = from] = part.split(/[-–]/);
  const [first, last] = [dayOf(from), dayOf(to)];
  if (first < 0 || last < 0) return null;
  return Array.from({ length: ((last - first + 7) % 7) + 1 }, (_, i) => DAYS[(first + i) % 7]!);
}

function daysOf(text: string): Day[] | null {
  if (["daily", texts("alerts")("daily").toLowerCase()].includes(text.toLowerCase())) return [...DAYS];
  const runs = text.split(",").map(run);
  return runs.every((one) => one !== null) ? DAYS.filter((day) => runs.some((one) => one.includes(day))) : null;
}

/** Null for a line that says no hours. */
export function hoursOf(line: string): Hours | null {
  const found = LINE.exec(line.trim());
  const days = found && daysOf(found[1]!);
  return found && days ? { days, start: `${found[2]}:${found[3]}`, end: `${found[4]}:${found[5]}` } : null;
}
