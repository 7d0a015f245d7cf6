import { expect, test } from "vitest";
import { chartData, isolatedPoints, summary, withLivePoint } from "@/lib/chart-data";
import { ApiProblem } from "@/lib/problem";
import { emptyIfNeverWritten } from "@/lib/series-queries";
import type { Series } from "@/lib/types";

const SERIES: Series = {
  unit: "l", resolution: "minute", time: [1000, 2000, 10_000, 11_000], min: [1, 2, 3, 4], max: [3, 4, 5, 6], avg: [2, 3, 4, 5], last: [2, 3, 4, 5],
  count: [1, 1, 1, 1], gap_before: [2],
};

test("a gap is a null between its neighbours", () => {
  const data = chartData(SERIES);
  expect(data.time).toEqual([1, 2, 6, 10, 11]);
  expect(data.value).toEqual([2, 3, null, 4, 5]);
  expect(data.max).toEqual([3, 4, null, 5, 6]);
});

test("a live reading continues the line unless it is older or empty", () => {
  const data = chartData(SERIES);
  expect(withLivePoint(data, 12_000, 7).value.at(-1)).toBe(7);
  expect(withLivePoint(data, 11_000, 7)).toBe(data);
  expect(withLivePoint(data, 12_000, null)).toBe(data);
});

test("points that stand alone are found", () => expect(isolatedPoints([1, null, 2, 3, null, 4])).toEqual([0, 5]));
test("low, high, points and gaps", () => expect(summary(chartData(SERIES))).toEqual({ low: 1, high: 6, points: 4, gaps: 1 }));
test("nothing has no summary", () => expect(summary(chartData({ ...SERIES, time: [], avg: [] }))).toBeNull());

test("only a series that was never written is empty; another failure stays one", () => {
  expect(emptyIfNeverWritten(new ApiProblem(404, "UnknownSeries", "")).time).toEqual([]);
  for (const error of [new ApiProblem(404, "NotFound", ""), new ApiProblem(503, "Unavailable", ""), new Error("x")]) {
    expect(() => emptyIfNeverWritten(error)).toThrow(error);
  }
});
