import { describe, expect, test } from "vitest";
import { changeWord, draftOf, largeMoves, priceOf, pricesInUse, readDraft, setBefore, twice } from "@/lib/price-draft";
import type { PriceSet, SitePrices } from "@/lib/selling-types";
import type { Site } from "@/lib/types";

const SITE = {
  grades: [{ grade_id: "e10", name: "E10" }, { grade_id: "diesel", name: "Diesel" }, { grade_id: "lpg", name: "LPG" }],
  pumps: [
    { number: 1, service_level: "SELF", nozzles: [{ number: 1, grade_id: "diesel", tank: 1 }, { number: 2, grade_id: "e10", tank: 2 }] },
    { number: 2, service_level: "ATTENDED", nozzles: [{ number: 1, grade_id: "diesel", tank: 1 }] },
  ],
} as unknown as Site;

function set(number: number, effective_at: string, diesel: number): PriceSet {
  return { number, effective_at, state: "SCHEDULED", site: "a", steps: [], version: 1, prices: [{ grade_id: "diesel", service_level: "SELF", unit_price_milli: diesel }] };
}

const IN_FORCE = set(1, "2026-06-01T00:00:00Z", 1500);
const PRICES = { in_force: IN_FORCE, upcoming: [set(2, "2026-07-01T05:00:00Z", 1600), set(3, "2026-07-02T05:00:00Z", 1700)] } as SitePrices;
const KEYS = pricesInUse(SITE);

test("a site sells the grades of its nozzles at the levels of its pumps", () => {
  expect(KEYS.map((key) => `${key.grade_id} ${key.service_level}`)).toEqual(["e10 SELF", "diesel SELF", "diesel ATTENDED"]);
});

describe("a draft", () => {
  test("begins with what is in force", () => expect(draftOf(KEYS, IN_FORCE)).toEqual(["", "1.500", ""]));
  test("is read as typed", () => {
    const { prices, wrong } = readDraft(KEYS, ["1.459", "1,5", "1.7"]);
    expect(prices.map((price) => price.unit_price_milli)).toEqual([1459, 1500, 1700]);
    expect(wrong).toEqual({});
  });
  test("says what is wrong by position", () => expect(Object.keys(readDraft(KEYS, ["1.4599", "0", "10000.000"]).wrong)).toEqual(["0", "1", "2"]));
});

describe("what a new set is compared with", () => {
  test.each([[null, 1], ["2026-06-20T06:00", 1], ["2026-07-01T06:00", 1], ["2026-07-01T06:01", 2], ["2026-08-01T00:00", 3]] as const)(
    "at %s it is set %i", (wall, number) => expect(setBefore(PRICES, wall, "Europe/London")?.number).toBe(number));
});

describe("large moves", () => {
  const moved = (milli: number) => largeMoves(IN_FORCE, [{ grade_id: "diesel", service_level: "SELF", unit_price_milli: milli }]);
  test.each([[1875, 0], [1876, 1], [1125, 0], [1124, 1], [1500, 0]])("1500 → %i: %i", (milli, count) => expect(moved(milli)).toHaveLength(count));
  test("a price that is new moves from nowhere", () => expect(largeMoves(IN_FORCE, [{ grade_id: "e10", service_level: "SELF", unit_price_milli: 9999 }])).toEqual([]));
  test("in percent", () => expect([changeWord(1500, 2055), changeWord(1500, 1440), changeWord(1500, 1507)]).toEqual(["+37 %", "−4.0 %", "+0.5 %"]));
});

test("the price of a grade at a level", () => {
  expect([priceOf(IN_FORCE, { grade_id: "diesel", service_level: "SELF" }), priceOf(IN_FORCE, { grade_id: "diesel", service_level: "ATTENDED" }), priceOf(null, { grade_id: "diesel", service_level: "SELF" })]).toEqual([1500, null, null]);
});

test("a time that clocks show twice is one of two instants", () => {
  expect(twice("2026-10-25T01:30", "Europe/London")).toEqual([
    { value: "2026-10-25T00:30:00.000Z", word: "01:30, the first time (00:30 UTC)" }, { value: "2026-10-25T01:30:00.000Z", word: "01:30, the second time (01:30 UTC)" },
  ]);
});
