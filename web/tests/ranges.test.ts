import { describe, expect, test } from "vitest";
import { bounds, dayStart, isDay, parseRange, rangeParams, today } from "@/lib/ranges";

const HOUR = 3_600_000;
const parse = (query: string) => parseRange(new URLSearchParams(query));

describe("the range in the address", () => {
  test.each(["", "range=2y", "from=2023-02-30&to=2023-03-01", "from=2023-03-02&to=2023-03-01", "from=2023-03-01", "range=constructor"])(
    "%s is the last 24 hours", (query) => expect(parse(query)).toEqual({ kind: "rolling", name: "24h" }));
  test.each(["range=7d", "range=30d", "from=2022-11-01&to=2023-03-31"])("%s survives a round trip", (query) =>
    expect(new URLSearchParams(rangeParams(parse(query))).toString()).toBe(query));
  test("days win over a rolling range", () => expect(parse("range=7d&from=2023-01-01&to=2023-01-01").kind).toBe("days"));
});

describe("days begin where the site is", () => {
  test("winter and summer", () => {
    expect(new Date(dayStart("2023-01-10", "Europe/London")).toISOString()).toBe("2023-01-10T00:00:00.000Z");
    expect(new Date(dayStart("2023-07-10", "Europe/London")).toISOString()).toBe("2023-07-09T23:00:00.000Z");
  });
  test("a day of the clock change has 23 or 25 hours", () => {
    const hours = (day: string) => (dayStart(day, "Europe/London", 1) - dayStart(day, "Europe/London")) / HOUR;
    expect([hours("2023-03-26"), hours("2023-10-29"), hours("2023-03-27")]).toEqual([23, 25, 24]);
  });
  test("the last day is inside", () => {
    const { startMs, endMs } = bounds({ kind: "days", from: "2023-01-01", to: "2023-01-31" }, "America/New_York", 0);
    expect([new Date(startMs).toISOString(), new Date(endMs).toISOString()]).toEqual(["2023-01-01T05:00:00.000Z", "2023-02-01T05:00:00.000Z"]);
  });
  test("today", () => expect(today("Australia/Sydney", Date.parse("2026-11-22T20:00:00Z"))).toBe("2026-11-23"));
});

test("a rolling range ends now", () => expect(bounds({ kind: "rolling", name: "7d" }, "UTC", 7 * 24 * HOUR)).toEqual({ startMs: 0, endMs: 168 * HOUR }));
test("what a day is", () => expect([isDay("2024-02-29"), isDay("2023-02-29"), isDay("23-1-1"), isDay(null)]).toEqual([true, false, false, false]));
