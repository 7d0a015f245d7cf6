import { describe, expect, test } from "vitest";
import { MOST_DAYS, daysOfStock, daysText, stockBasis, stockLevel } from "@/lib/tank-stock";
import type { Tank, TankStock } from "@/lib/types";

const tank = (total: number | null, water: number | null = null) => ({ total_observed_volume_l: total, water_volume_l: water, max_safe_fill_ml: 58_200_000 }) as Tank;
const stock = (drawn: number | null, days = 7): TankStock => ({ tank: 1, drawn_per_day_l: drawn, observed_days: days, filling: null });

describe("days of stock", () => {
  test("are the product by what is drawn a day; water cannot be sold", () => expect(daysOfStock(tank(10_200, 200), stock(4000))).toBe(2.5));
  test.each([[tank(null), stock(4000)], [tank(1000), stock(null)], [tank(1000), undefined]])("are not known without both (%#)", (of, by) => expect(daysOfStock(of, by)).toBeNull());
  test("of a tank that nothing is drawn from are many, not endless", () => expect([daysOfStock(tank(1000), stock(0)), daysOfStock(tank(50_000), stock(1))]).toEqual([MOST_DAYS, MOST_DAYS]));
  test("are none when only water is left", () => expect(daysOfStock(tank(100, 200), stock(4000))).toBe(0));
});

test.each([[null, "unknown"], [0.5, "late"], [1.5, "soon"], [2, "enough"]] as const)("%s days: %s", (days, level) => expect(stockLevel(days)).toBe(level));
test.each([[null, "–"], [0.44, "0.4"], [9.96, "10.0"], [14.2, "14"], [MOST_DAYS, "over 99"]])("%s is written %s", (days, text) => expect(daysText(days)).toBe(text));
test("it is said what the figure rests on", () => {
  expect(stockBasis(stock(4200, 6.8))).toBe("4,200 L are drawn a day, by the readings of the last 6.8 days");
  expect(stockBasis(stock(4200, 0.25))).toContain("last 6 hours");
  expect(stockBasis(undefined)).toContain("Not known yet");
});
