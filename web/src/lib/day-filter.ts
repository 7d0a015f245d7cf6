/** Days of a filter as instants. */

import type { Filter } from "./queries";
import { dayStart, isDay } from "./ranges";

/** From the beginning of the first day to the beginning of the day after the last, in the time zone. */
export function dayInstants(filter: Filter, timeZone: string): Filter {
  const { from, to, ...rest } = filter;
  const instant = (day: string, add: number) => new Date(dayStart(day, timeZone, add)).toISOString();
  return { ...rest, ...(from && isDay(from) && { from: instant(from, 0) }), ...(to && isDay(to) && { to: instant(to, 1) }) };
}
