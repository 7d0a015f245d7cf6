import { describe, expect, test } from "vitest";
import { fillLevel, heightFraction, levelFraction, safeFillHeight, tankFigures, volumeFraction } from "@/lib/tank-geometry";
import { withReading } from "@/live/state";

const CONFIG = { number: 1, grade_id: "e10", capacity_ml: 40_000_000, max_safe_fill_ml: 38_800_000, diameter_tenth_mm: 25_000 };
const read = (values: object) => withReading(CONFIG, { ...withReading(CONFIG), time: "2026-11-23T12:00:00Z", ...values });

describe("a lying cylinder", () => {
  test("is half full at half height", () => expect(volumeFraction(0.5)).toBeCloseTo(0.5, 6));
  test.each([0.05, 0.25, 0.64, 0.97])("height and volume are inverse at %d", (volume) => expect(volumeFraction(heightFraction(volume))).toBeCloseTo(volume, 2));
  test("holds less near its ends", () => expect(volumeFraction(0.1)).toBeLessThan(0.06));
  test("does not overflow", () => expect([volumeFraction(-1), volumeFraction(2)]).toEqual([0, 1]));
  test("the safe fill stands near the top", () => expect(safeFillHeight(read({}))).toBeCloseTo(0.94, 1));
});

describe("figures", () => {
  test("GOV, ullage and fill", () =>
    expect(tankFigures(read({ total_observed_volume_l: 19_400, water_volume_l: 40 }))).toEqual({ grossObservedL: 19_360, ullageL: 19_400, fillFraction: 0.5 }));
  test("nothing read is nothing known", () => expect(tankFigures(withReading(CONFIG)).fillFraction).toBeNull());
  test.each([[1.01, "overfilled"], [0.14, "low"], [0.5, "normal"], [null, "unknown"]] as const)("%s is %s", (fraction, level) => expect(fillLevel(fraction)).toBe(level));
  test("the level comes from the gauge, else from the volume", () => {
    expect(levelFraction(1250, null, read({}))).toBe(0.5);
    expect(levelFraction(null, 20_000, read({}))).toBeCloseTo(0.5, 2);
    expect(levelFraction(null, null, read({}))).toBeNull();
  });
});
