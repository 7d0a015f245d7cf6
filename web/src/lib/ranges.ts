/** The chart's range: rolling (ends now), calendar days of the site's time zone, or a span that was zoomed to; kept in the URL. */

export const ROLLING = { "24h": 24, "7d": 7 * 24, "30d": 30 * 24, "1y": 365 * 24 } as const;
export type Rolling = keyof typeof ROLLING;

export type Span = { kind: "span" } & Bounds;
export type Range = { kind: "rolling"; name: Rolling } | { kind: "days"; from: string; to: string } | Span;
export const DEFAULT_RANGE: Range = { kind: "rolling", name: "24h" };

export interface Bounds {
  startMs: number;
  endMs: number;
}

const DAY_MS = 86_400_000;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

export function isDay(text: string | null): text is string {
  if (!text || !DAY.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/;

function instant(text: string | null): number {
  return text && INSTANT.test(text) ? Date.parse(text) : NaN;
}

/** Reads `from`/`to` as days or as instants (`2026-11-27T10:00:00Z`), or `range=24h|7d|30d|1y`; anything else is the last 24 hours. */
export function parseRange(params: { get(name: string): string | null }): Range {
  const from = params.get("from");
  const to = params.get("to");
  if (isDay(from) && isDay(to) && from <= to) return { kind: "days", from, to };
  const [startMs, endMs] = [instant(from), instant(to)];
  if (startMs < endMs) return { kind: "span", startMs, endMs };
  const name = params.get("range");
  return name && Object.hasOwn(ROLLING, name) ? { kind: "rolling", name: name as Rolling } : DEFAULT_RANGE;
}

export function rangeParams(range: Range): Record<string, string> {
  if (range.kind === "days") return { from: range.from, to: range.to };
  if (range.kind === "span") return { from: instantText(range.startMs), to: instantText(range.endMs) };
  return range.name === "24h" ? {} : { range: range.name };
}

function instantText(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}

function offsetMs(utcMs: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat("en-GB", {
    timeZone, hourCycle: "h23", year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric", second: "numeric",
  }).formatToParts(new Date(utcMs));
  const value = (type: string) => Number(parts.find((part) => part.type === type)?.value);
  return Date.UTC(value("year"), value("month") - 1, value("day"), value("hour"), value("minute"), value("second")) - utcMs;
}

/** The instant at which a calendar day (`2023-03-26`, plus `addDays`) begins in a time zone. */
export function dayStart(day: string, timeZone: string, addDays = 0): number {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  const wall = Date.UTC(year, month - 1, date + addDays);
  const guess = wall - offsetMs(wall, timeZone);
  return wall - offsetMs(guess, timeZone);
}

/** The end is exclusive: the instant after the last day, or `nowMs`. */
export function bounds(range: Range, timeZone: string, nowMs: number): Bounds {
  if (range.kind === "span") return { startMs: range.startMs, endMs: range.endMs };
  if (range.kind === "rolling") return { startMs: nowMs - ROLLING[range.name] * 3_600_000, endMs: nowMs };
  return { startMs: dayStart(range.from, timeZone), endMs: dayStart(range.to, timeZone, 1) };
}

/** Today as `YYYY-MM-DD` in a time zone. */
export function today(timeZone: string, nowMs: number): string {
  return new Date(nowMs + offsetMs(nowMs, timeZone)).toISOString().slice(0, 10);
}

/** What a clock in the time zone shows, as `YYYY-MM-DDTHH:MM`. */
export function wallClock(timeZone: string, ms: number): string {
  return new Date(ms + offsetMs(ms, timeZone)).toISOString().slice(0, 16);
}

/** The instants at which a clock in the time zone shows this: none when clocks skip it, two when they show it twice. */
export function instantsOf(wall: string, timeZone: string): number[] {
  const asUtc = Date.parse(`${wall}:00Z`);
  const offsets = [asUtc - DAY_MS / 2, asUtc + DAY_MS / 2].map((near) => offsetMs(near, timeZone));
  const candidates = [...new Set(offsets)].map((offset) => asUtc - offset);
  return candidates.filter((instant) => wallClock(timeZone, instant) === wall).sort((a, b) => a - b);
}

const MONTHS_BACK = 24;

/** The month of a day and those before it, as `YYYY-MM`; none before that of `opened`. */
export function monthsBack(day: string, opened: string): string[] {
  const [year = 2000, month = 1] = day.split("-").map(Number);
  const months = Array.from({ length: MONTHS_BACK }, (_, i) => new Date(Date.UTC(year, month - 1 - i, 1)).toISOString().slice(0, 7));
  return months.filter((one) => one >= opened.slice(0, 7));
}
