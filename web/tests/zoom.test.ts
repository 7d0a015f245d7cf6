import { describe, expect, test } from "vitest";
import { bounds, parseRange, rangeParams } from "@/lib/ranges";
import { CLOSEST_MS, WIDEST_MS, beside, closer, isClosest, isWidest, marked, wider } from "@/lib/zoom";

const [MINUTE, DAY] = [60_000, 86_400_000];
const NOW = Date.parse("2026-11-28T13:00:00Z");
const year = { startMs: NOW - 365 * DAY, endMs: NOW };

describe("looking closer", () => {
  test("from a year to single readings in a few steps, and no further", () => {
    let [shown, steps] = [closer(year, NOW), 1];
    while (!isClosest(shown)) [shown, steps] = [closer(shown, NOW), steps + 1];
    expect([shown.endMs - shown.startMs, steps]).toEqual([CLOSEST_MS, 10]);
    expect(shown.startMs % 1000).toBe(0);
  });
  test("and back", () => {
    let shown = wider({ startMs: NOW - MINUTE, endMs: NOW }, NOW);
    while (!isWidest(shown)) shown = wider(shown, NOW);
    expect(shown.endMs - shown.startMs).toBe(WIDEST_MS);
    expect(shown.endMs).toBe(NOW);
  });
  test("the middle stays", () => expect(closer({ startMs: NOW - 8 * DAY, endMs: NOW - 4 * DAY }, NOW)).toEqual({ kind: "span", startMs: NOW - 6.5 * DAY, endMs: NOW - 5.5 * DAY }));
});

test("half a view earlier or later, never into the future", () => {
  const day = { startMs: NOW - 3 * DAY, endMs: NOW - 2 * DAY };
  expect(beside(day, -1, NOW)).toMatchObject({ startMs: NOW - 3.5 * DAY, endMs: NOW - 2.5 * DAY });
  expect(beside({ startMs: NOW - DAY, endMs: NOW }, 1, NOW)).toMatchObject({ startMs: NOW - DAY, endMs: NOW });
});

test("what was marked from right to left is the same", () => {
  expect(marked(NOW - DAY, NOW - 2 * DAY, NOW)).toEqual(marked(NOW - 2 * DAY, NOW - DAY, NOW));
  expect(marked(NOW - 1000, NOW, NOW)).toMatchObject({ startMs: NOW - CLOSEST_MS, endMs: NOW });
});

describe("a span in the address", () => {
  const parse = (query: string) => parseRange(new URLSearchParams(query));
  test("survives a round trip", () => {
    const query = "from=2026-11-27T10%3A00%3A00Z&to=2026-11-27T10%3A20%3A00Z";
    const span = parse(query);
    expect(span.kind).toBe("span");
    expect(new URLSearchParams(rangeParams(span)).toString()).toBe(query);
    expect(bounds(span, "Europe/London", NOW)).toEqual({ startMs: Date.parse("2026-11-27T10:00:00Z"), endMs: Date.parse("2026-11-27T10:20:00Z") });
  });
  test.each(["from=2026-11-27T10:20:00Z&to=2026-11-27T10:00:00Z", "from=2026-11-27T99:00:00Z&to=2026-11-27T10:00:00Z", "from=2026-11-27&to=2026-11-27T10:00:00Z"])(
    "%s is no span", (query) => expect(parse(query)).toEqual({ kind: "rolling", name: "24h" }));
  test("a year", () => expect(parse("range=1y")).toEqual({ kind: "rolling", name: "1y" }));
});
