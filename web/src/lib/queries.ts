/** Every question the screens ask the API, with its cache key. */

import { queryOptions, type InfiniteData, type QueryClient, type UseInfiniteQueryOptions } from "@tanstack/react-query";
import { api, body } from "./api";
import { isOver } from "./problem";
import type { Alert, Page } from "./types";

const QUARANTINE_REFRESH_MS = 10_000;
const AFTER_ERROR_MS = 8000;

/** Asks again at this interval, and soon after a failure in any case. */
export function recheck(everyMs: number | false) {
  return (query: { state: { status: string } }) => (query.state.status === "error" ? AFTER_ERROR_MS : everyMs);
}

/** Who reads far back is not disturbed, and asks for no hundred pages each time that something happens. */
const FRESH_PAGES = 3;

/** Whether what is shown of a list is its beginning. */
export function isFresh(query: { state: { data?: unknown } }): boolean {
  const { pages } = (query.state.data ?? {}) as { pages?: readonly unknown[] };
  return !Array.isArray(pages) || pages.length <= FRESH_PAGES;
}

export const me = () =>
  queryOptions({
    queryKey: ["me"], queryFn: ({ signal }) => body(api.GET("/api/v1/me", { signal })), staleTime: 60_000,
    refetchInterval: (query) => !isOver(query.state.error) && recheck(false)(query),
  });

export type PagedQuery<T> = UseInfiniteQueryOptions<Page<T>, Error, InfiniteData<Page<T>>, readonly string[], string>;
export type Filter = Record<string, string>;

interface Paging<T> {
  key: readonly string[];
  page: (cursor: string, signal: AbortSignal) => Promise<Page<T>>;
  everyMs?: number | false;
}

export function pages<T>({ key, page, everyMs = false }: Paging<T>): PagedQuery<T> {
  return {
    queryKey: key,
    queryFn: ({ pageParam, signal }) => page(pageParam, signal),
    initialPageParam: "",
    refetchInterval: recheck(everyMs),
    getNextPageParam: (page: Page<T>) => page.next_cursor || undefined,
  };
}

const LIVE_STALE_MS = 30_000;

const ofSite = (site: string) => ({ path: { site } });

export const sites = () =>
  pages({ key: ["sites"], page: (cursor, signal) => body(api.GET("/api/v1/sites", { params: { query: { cursor } }, signal })) });

export const devices = (filter: Filter) =>
  pages({ key: ["devices", ...Object.values(filter)], page: (cursor, signal) => body(api.GET("/api/v1/devices", { params: { query: { ...filter, cursor } }, signal })) });

export const quarantine = (filter: Filter) =>
  pages({
    key: ["quarantine", ...Object.values(filter)], everyMs: QUARANTINE_REFRESH_MS,
    page: (cursor, signal) => body(api.GET("/api/v1/quarantine", { params: { query: { ...filter, cursor } }, signal })),
  });

const CONTROLLERS_REFRESH_MS = 30_000;

/** Of every site that the person may see. */
export const controllers = () =>
  queryOptions({ queryKey: ["live", "controllers"], queryFn: ({ signal }) => body(api.GET("/api/v1/controllers", { signal })), refetchInterval: recheck(CONTROLLERS_REFRESH_MS) });

const STOCK_REFRESH_MS = 60_000;

/** The devices of tills that may sell offline, and what each has not sent yet. */
export const offlineDevices = (id: string) =>
  queryOptions({
    queryKey: ["offline-devices", id], queryFn: ({ signal }) => body(api.GET("/api/v1/sites/{site}/offline-devices", { params: ofSite(id), signal })),
    staleTime: LIVE_STALE_MS, refetchInterval: recheck(STOCK_REFRESH_MS),
  });

/** How long a site's tanks last, and what is being delivered. */
export const stock = (id: string) =>
  queryOptions({
    queryKey: ["live", "stock", id], queryFn: ({ signal }) => body(api.GET("/api/v1/sites/{site}/stock", { params: ofSite(id), signal })),
    staleTime: LIVE_STALE_MS, refetchInterval: recheck(STOCK_REFRESH_MS),
  });

export const site = (id: string) =>
  queryOptions({ queryKey: ["site", id], queryFn: ({ signal }) => body(api.GET("/api/v1/sites/{site}", { params: { path: { site: id } }, signal })) });

export const pumps = (id: string) =>
  queryOptions({
    queryKey: ["live", "pumps", id], queryFn: ({ signal }) => body(api.GET("/api/v1/sites/{site}/pumps", { params: ofSite(id), signal })), staleTime: LIVE_STALE_MS,
  });

export const tanks = (id: string) =>
  queryOptions({
    queryKey: ["live", "tanks", id], queryFn: ({ signal }) => body(api.GET("/api/v1/sites/{site}/tanks", { params: ofSite(id), signal })), staleTime: LIVE_STALE_MS,
  });

export const controller = (id: string) =>
  queryOptions({
    queryKey: ["live", "controller", id], queryFn: ({ signal }) => body(api.GET("/api/v1/sites/{site}/controller", { params: ofSite(id), signal })), staleTime: LIVE_STALE_MS,
  });

const alertsOf = (site: string, state: string, limit: number, signal: AbortSignal) =>
  body(api.GET("/api/v1/alerts", { params: { query: { site, state, limit, grouped: false } }, signal }));

/** `mark` is the live store's `alertMark`, taken before the question is sent. */
export const openAlerts = (id: string, mark: () => number) =>
  queryOptions({
    queryKey: ["live", "alerts", id],
    queryFn: async ({ signal }) => {
      const asked = mark();
      const page = await alertsOf(id, "raised,acknowledged", 100, signal);
      return { asked, items: page.items };
    },
    staleTime: LIVE_STALE_MS,
  });

const [A_PAGE_OF_ALERTS, MOST_ALERTS, ALERTS_REFRESH_MS] = [200, 2000, 30_000];

/** Of every site that the person may see. */
export const allOpenAlerts = () =>
  queryOptions({
    queryKey: ["live", "open-alerts"], refetchInterval: recheck(ALERTS_REFRESH_MS),
    queryFn: async ({ signal }) => {
      const found: Alert[] = [];
      let cursor = "";
      do {
        const query = { state: "raised,acknowledged", grouped: false, limit: A_PAGE_OF_ALERTS, cursor };
        const page = await body(api.GET("/api/v1/alerts", { params: { query }, signal }));
        found.push(...page.items);
        cursor = page.next_cursor;
      } while (cursor !== "" && found.length < MOST_ALERTS);
      return found;
    },
  });

export const resolvedAlerts = (id: string) =>
  queryOptions({ queryKey: ["resolved-alerts", id], queryFn: ({ signal }) => alertsOf(id, "resolved", 50, signal) });

/** After a `reset`, or a connection that cannot be continued, everything shown live is asked for again. */
export function reloadLive(client: QueryClient): void {
  void client.invalidateQueries({ queryKey: ["live"] });
  void client.invalidateQueries({ queryKey: ["series"] });
}
