/** What the dashboard asks of sites and their devices, with its cache key. */

import { queryOptions } from "@tanstack/react-query";
import { api, body } from "./api";
import { pages, recheck, type Filter } from "./queries";
import type { Alert } from "./types";

const QUARANTINE_REFRESH_MS = 10_000;
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

export const tanks = (id: string) =>
  queryOptions({
    queryKey: ["live", "tanks", id], queryFn: ({ signal }) => body(api.GET("/api/v1/sites/{site}/tanks", { params: ofSite(id), signal })), staleTime: LIVE_STALE_MS,
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
