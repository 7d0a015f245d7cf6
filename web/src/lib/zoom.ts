/** Looking closer at a chart, further away, or beside what it shows. Whole seconds; never into the future. */

import type { Bounds, Span } from "./ranges";

const [MINUTE_MS, YEAR_MS] = [60_000, 366 * 86_400_000];
export const CLOSEST_MS = MINUTE_MS;
export const WIDEST_MS = 5 * YEAR_MS;
const CLOSER = 4;

const wholeSecond = (ms: number) => Math.round(ms / 1000) * 1000;

/** A span of the wished length around a middle, moved back where it would reach beyond the present. */
function around(middleMs: number, lengthMs: number, nowMs: number): Span {
  const length = wholeSecond(Math.min(WIDEST_MS, Math.max(CLOSEST_MS, lengthMs)));
  const endMs = Math.min(wholeSecond(middleMs + length / 2), Math.floor(nowMs / 1000) * 1000);
  return { kind: "span", startMs: endMs - length, endMs };
}

export function closer({ startMs, endMs }: Bounds, nowMs: number): Span {
  return around((startMs + endMs) / 2, (endMs - startMs) / CLOSER, nowMs);
}

export function wider({ startMs, endMs }: Bounds, nowMs: number): Span {
  return around((startMs + endMs) / 2, (endMs - startMs) * CLOSER, nowMs);
}

/** Half of what is shown earlier (-1) or later (1). */
export function beside({ startMs, endMs }: Bounds, direction: -1 | 1, nowMs: number): Span {
  return around((startMs + endMs) / 2 + direction * (endMs - startMs) / 2, endMs - startMs, nowMs);
}

/** What was marked with the pointer, in either direction. */
export function marked(oneMs: number, otherMs: number, nowMs: number): Span {
  return around((oneMs + otherMs) / 2, Math.abs(otherMs - oneMs), nowMs);
}

export const isClosest = ({ startMs, endMs }: Bounds) => endMs - startMs <= CLOSEST_MS;
export const isWidest = ({ startMs, endMs }: Bounds) => endMs - startMs >= WIDEST_MS;
