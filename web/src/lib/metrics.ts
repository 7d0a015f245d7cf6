/** What a tank chart can show. `minSpan` keeps the gauge's noise from filling the height. */

import { texts } from "@/i18n/language";
import { lookTable } from "@/i18n/tables";
import type { TankReading } from "./types";

export interface Metric {
  word: string;
  metric: keyof TankReading & string;
  unit: string;
  digits: number;
  minSpan: number;
}

const PLAIN = {
  volume: { metric: "total_observed_volume_l", unit: "L", digits: 0, minSpan: 100 },
  level: { metric: "product_level_mm", unit: "mm", digits: 0, minSpan: 20 },
  water: { metric: "water_level_mm", unit: "mm", digits: 1, minSpan: 5 },
  temperature: { metric: "temperature_c", unit: "°C", digits: 1, minSpan: 2 },
} satisfies Record<string, Omit<Metric, "word">>;

export type MetricName = keyof typeof PLAIN;

export const METRICS: Readonly<Record<MetricName, Metric>> = lookTable<MetricName, Omit<Metric, "word">>(PLAIN, (name) => texts("sites")(`chart.metric.${name}`));

export function metricOf(name: string | null): MetricName {
  return name !== null && Object.hasOwn(METRICS, name) ? (name as MetricName) : "volume";
}

/** Series names carry no unit suffix for temperature and volumes. */
export const SERIES_NAME: Record<MetricName, string> = {
  volume: "total_observed_volume",
  level: "product_level",
  water: "water_level",
  temperature: "temperature",
};
