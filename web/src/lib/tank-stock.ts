/** How long what is in a tank lasts. */

import { texts } from "@/i18n/language";
import { NONE, number } from "./format";
import { tankFigures } from "./tank-geometry";
import type { Tank, TankStock } from "./types";

/** Nobody plans further ahead; a tank that nothing is drawn from would last for ever. */
export const MOST_DAYS = 99;
/** A delivery takes a day to come. */
const [SOON_DAYS, LATE_DAYS] = [2, 1];

/** Product, without the water, by the mean use of the last week; null while either is not known. */
export function daysOfStock(tank: Tank, stock: TankStock | undefined): number | null {
  const { grossObservedL } = tankFigures(tank);
  if (grossObservedL === null || stock === undefined || stock.drawn_per_day_l === null) return null;
  return stock.drawn_per_day_l > 0 ? Math.min(MOST_DAYS, Math.max(0, grossObservedL) / stock.drawn_per_day_l) : MOST_DAYS;
}

export type StockLevel = "late" | "soon" | "enough" | "unknown";

export function stockLevel(days: number | null): StockLevel {
  if (days === null) return "unknown";
  return days < LATE_DAYS ? "late" : days < SOON_DAYS ? "soon" : "enough";
}

/** "0.4", "3.2", "14", "over 99" */
export function daysText(days: number | null): string {
  if (days === null) return NONE;
  return days >= MOST_DAYS ? texts("sites")("stock.over", { days: number(MOST_DAYS) }) : number(days, days < 10 ? 1 : 0);
}

/** What the figure is worth. */
export function stockBasis(stock: TankStock | undefined): string {
  const t = texts("sites");
  if (stock === undefined || stock.drawn_per_day_l === null) return t("stock.unknown");
  const volume = number(stock.drawn_per_day_l);
  if (stock.observed_days < 1) return t("stock.byHours", { volume, hours: number(stock.observed_days * 24, 0) });
  return t("stock.byDays", { volume, days: number(stock.observed_days, 1) });
}
