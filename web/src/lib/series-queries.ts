/** The history of a measure, with its cache key. */

import { queryOptions } from "@tanstack/react-query";
import { api, body } from "./api";
import { isProblem } from "./problem";
import { recheck } from "./queries";
import { bounds, type Range } from "./ranges";
import type { Series } from "./types";

const CHART_REFRESH_MS = 60_000;
const CHART_MAX_POINTS = 800;

export interface SeriesKey {
  site: string;
  device: string;
  metric: string;
}

const NO_SERIES: Series = { unit: "", resolution: "raw", time: [], min: [], max: [], avg: [], last: [], count: [], gap_before: [] };

/** A tank that has never sent this measure is not a failure: its chart is empty. */
export function emptyIfNeverWritten(error: unknown): Series {
  if (isProblem(error, "UnknownSeries") && error.status === 404) return NO_SERIES;
  throw error;
}

/** The bounds are worked out at each fetch, so that a rolling range ends at the present. */
export const series = (key: SeriesKey, range: Range, timeZone: string) =>
  queryOptions({
    queryKey: ["series", key, range, timeZone],
    queryFn: async ({ signal }) => {
      const { startMs, endMs } = bounds(range, timeZone, Date.now());
      const times = { start: new Date(startMs).toISOString(), end: new Date(endMs).toISOString() };
      const query = { ...key, ...times, resolution: "auto", max_points: CHART_MAX_POINTS } as const;
      const asked = body(api.GET("/api/v1/telemetry/series", { params: { query }, signal }));
      return { startMs, endMs, series: await asked.catch(emptyIfNeverWritten) };
    },
    refetchInterval: recheck(range.kind === "rolling" ? CHART_REFRESH_MS : false),
  });
