/** A telemetry series as uPlot wants it: seconds, and a null wherever data is missing. */

import type { Series } from "./types";

export type Column = (number | null)[];
export interface ChartData {
  time: number[];
  value: Column;
  min: Column;
  max: Column;
}

export const NO_DATA: ChartData = { time: [], value: [], min: [], max: [] };

/** Lines break at `gap_before`; the null stands midway between the neighbours. */
export function chartData(series: Series): ChartData {
  const gaps = new Set(series.gap_before);
  const data: ChartData = { time: [], value: [], min: [], max: [] };
  series.time.forEach((timeMs, i) => {
    const before = series.time[i - 1];
    if (gaps.has(i) && before !== undefined) push(data, (before + timeMs) / 2000, null, null, null);
    push(data, timeMs / 1000, series.avg[i] ?? null, series.min[i] ?? null, series.max[i] ?? null);
  });
  return data;
}

function push(data: ChartData, time: number, value: number | null, min: number | null, max: number | null): void {
  data.time.push(time);
  data.value.push(value);
  data.min.push(min);
  data.max.push(max);
}

/** The series continued by a live reading that is newer than its last point. */
export function withLivePoint(data: ChartData, timeMs: number, value: number | null): ChartData {
  const last = data.time.at(-1);
  const time = timeMs / 1000;
  if (value === null || (last !== undefined && time <= last)) return data;
  return {
    time: [...data.time, time], value: [...data.value, value], min: [...data.min, value], max: [...data.max, value],
  };
}

function isMissing(value: number | null | undefined): boolean {
  return value === null || value === undefined;
}

/** Points with no neighbour on either side: a line cannot show them, a dot must. */
export function isolatedPoints(values: readonly (number | null | undefined)[]): number[] {
  const found: number[] = [];
  values.forEach((value, i) => {
    if (isMissing(values[i - 1]) && !isMissing(value) && isMissing(values[i + 1])) found.push(i);
  });
  return found;
}

export interface Summary {
  low: number;
  high: number;
  points: number;
  gaps: number;
}

export function summary(data: ChartData): Summary | null {
  let [low, high, points] = [Infinity, -Infinity, 0];
  data.value.forEach((value, i) => {
    if (value === null) return;
    points += 1;
    low = Math.min(low, data.min[i] ?? value);
    high = Math.max(high, data.max[i] ?? value);
  });
  return points === 0 ? null : { low, high, points, gaps: data.value.length - points };
}
