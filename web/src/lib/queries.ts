/** Every question the screens ask the API, with its cache key. */

import { queryOptions, type InfiniteData, type QueryClient, type UseInfiniteQueryOptions } from "@tanstack/react-query";
import { ApiProblem, get } from "./api";
import { bounds, type Range } from "./ranges";
import type { Alert, Controller, Device, Page, Pump, QuarantinedMessage, Series, Site, Tank } from "./types";

const CHART_REFRESH_MS = 60_000;
const QUARANTINE_REFRESH_MS = 10_000;
const AFTER_ERROR_MS = 8000;
const CHART_MAX_POINTS = 800;

/** Asks again at this interval, and soon after a failure in any case. */
export function recheck(everyMs: number | false) {
  return (query: { state: { status: string } }) => (query.state.status === "error" ? AFTER_ERROR_MS : everyMs);
}

export const me = () =>
  queryOptions({ queryKey: ["me"], queryFn: ({ signal }) => get<{ username: string }>("/me", {}, signal), staleTime: 60_000 });

export type PagedQuery<T> = UseInfiniteQueryOptions<Page<T>, Error, InfiniteData<Page<T>>, readonly string[], string>;

function pages<T>(path: string, key: string, everyMs: number | false = false): PagedQuery<T> {
  return {
    queryKey: [key],
    queryFn: ({ pageParam, signal }) => get<Page<T>>(path, { cursor: pageParam }, signal),
    initialPageParam: "",
    refetchInterval: recheck(everyMs),
    getNextPageParam: (page: Page<T>) => page.next_cursor || undefined,
  };
}

export const sites = () => pages<Site>("/sites", "sites");
export const devices = () => pages<Device>("/devices", "devices");
export const quarantine = () => pages<QuarantinedMessage>("/quarantine", "quarantine", QUARANTINE_REFRESH_MS);

export const site = (id: string) =>
  queryOptions({ queryKey: ["site", id], queryFn: ({ signal }) => get<Site>(`/sites/${encodeURIComponent(id)}`, {}, signal) });

const live = <T>(id: string, what: string) =>
  queryOptions({
    queryKey: ["live", what, id],
    queryFn: ({ signal }) => get<T>(`/sites/${encodeURIComponent(id)}/${what}`, {}, signal),
    staleTime: 30_000,
  });

export const pumps = (id: string) => live<Page<Pump>>(id, "pumps");
export const tanks = (id: string) => live<Page<Tank>>(id, "tanks");
export const controller = (id: string) => live<Controller>(id, "controller");

/** `mark` is the live store's `alertMark`, taken before the question is sent. */
export const openAlerts = (id: string, mark: () => number) =>
  queryOptions({
    queryKey: ["live", "alerts", id],
    queryFn: async ({ signal }) => {
      const asked = mark();
      const page = await get<Page<Alert>>("/alerts", { site: id, state: "raised,acknowledged", limit: 100 }, signal);
      return { asked, items: page.items };
    },
    staleTime: 30_000,
  });

export const resolvedAlerts = (id: string) =>
  queryOptions({
    queryKey: ["resolved-alerts", id],
    queryFn: ({ signal }) => get<Page<Alert>>("/alerts", { site: id, state: "resolved", limit: 50 }, signal),
  });

/** After a `reset`, or a connection that cannot be continued, everything shown live is asked for again. */
export function reloadLive(client: QueryClient): void {
  void client.invalidateQueries({ queryKey: ["live"] });
  void client.invalidateQueries({ queryKey: ["series"] });
}

export interface SeriesKey {
  site: string;
  device: string;
  metric: string;
}

const NO_SERIES: Series = { unit: "", resolution: "raw", time: [], min: [], max: [], avg: [], last: [], count: [], gap_before: [] };

/** A tank that has never sent this measure is not a failure: its chart is empty. */
export function emptyIfNeverWritten(error: unknown): Series {
  if (error instanceof ApiProblem && error.status === 404 && error.reason === "UnknownSeries") return NO_SERIES;
  throw error;
}

/** The bounds are worked out at each fetch, so that a rolling range ends at the present. */
export const series = (key: SeriesKey, range: Range, timeZone: string) =>
  queryOptions({
    queryKey: ["series", key, range, timeZone],
    queryFn: async ({ signal }) => {
      const { startMs, endMs } = bounds(range, timeZone, Date.now());
      const times = { start: new Date(startMs).toISOString(), end: new Date(endMs).toISOString() };
      const query = { ...key, ...times, resolution: "auto", max_points: CHART_MAX_POINTS };
      return { startMs, endMs, series: await get<Series>("/telemetry/series", query, signal).catch(emptyIfNeverWritten) };
    },
    refetchInterval: recheck(range.kind === "rolling" ? CHART_REFRESH_MS : false),
  });
