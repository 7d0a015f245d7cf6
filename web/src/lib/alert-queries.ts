/** What the screens of alerts ask, with its cache key. */

import { queryOptions } from "@tanstack/react-query";
import type { operations } from "@/api/schema";
import { api, body } from "./api";
import { whole } from "./session-queries";
import { pages, recheck, type Filter } from "./queries";
import { ROLLING, type Rolling } from "./ranges";

type Asked = operations["list_alerts"]["parameters"]["query"];

/** The live stream tells sooner; this is for when it does not. */
const SLOW_REFRESH_MS = 15_000;
const FIGURES_REFRESH_MS = 60_000;
const ON_A_PAGE = 50;
const IN_A_FILE = 200;
/** An incident of more alerts than these has a list of its own. */
const OF_INCIDENT = 50;

/** The filters come from the address: the API says what is wrong with them. */
function alertFeed(name: string, filter: Filter, limit: number, everyMs: number | false) {
  return pages({
    key: [name, JSON.stringify(filter)], everyMs,
    page: (cursor, signal) => body(api.GET("/api/v1/alerts", { params: { query: { ...(filter as Asked), cursor, limit } }, signal })),
  });
}

export const alerts = (filter: Filter) => alertFeed("alerts", filter, ON_A_PAGE, SLOW_REFRESH_MS);
/** All of them, for a file. */
export const alertFile = (filter: Filter) => alertFeed("alert-file", filter, IN_A_FILE, false);

export const alertDetail = (alert_id: string) =>
  queryOptions({
    queryKey: ["alert", alert_id], refetchInterval: recheck(SLOW_REFRESH_MS),
    queryFn: ({ signal }) => body(api.GET("/api/v1/alerts/{alert_id}", { params: { path: { alert_id } }, signal })),
  });

/** Those that its head stands for. */
export const alertsOfIncident = (incident: string) =>
  queryOptions({
    queryKey: ["alerts", "of-incident", incident], refetchInterval: recheck(SLOW_REFRESH_MS),
    queryFn: ({ signal }) => body(api.GET("/api/v1/alerts", { params: { query: { incident, limit: OF_INCIDENT } }, signal })),
  });

export const openIncidents = (site: string | undefined) =>
  queryOptions({
    queryKey: ["incidents", site ?? ""], refetchInterval: recheck(SLOW_REFRESH_MS),
    queryFn: ({ signal }) => body(api.GET("/api/v1/incidents", { params: { query: { ...(site && { site }), open: true, limit: IN_A_FILE } }, signal })),
  });

export const incident = (incident_id: string) =>
  queryOptions({
    queryKey: ["incidents", "one", incident_id], refetchInterval: recheck(SLOW_REFRESH_MS),
    queryFn: ({ signal }) => body(api.GET("/api/v1/incidents/{incident_id}", { params: { path: { incident_id } }, signal })),
  });

/** Of alerts raised in the time that ends now. */
function statisticsOf(site: string | undefined, back: Rolling, signal: AbortSignal) {
  const now = Date.now();
  const query = { ...(site && { site }), start: new Date(now - ROLLING[back] * 3_600_000).toISOString(), end: new Date(now).toISOString() };
  return body(api.GET("/api/v1/alerts/statistics", { params: { query }, signal }));
}

export const alertStatistics = (site: string | undefined, back: Rolling) =>
  queryOptions({ queryKey: ["alert-figures", site ?? "", back], refetchInterval: recheck(FIGURES_REFRESH_MS), queryFn: ({ signal }) => statisticsOf(site, back, signal) });

/** By rule, for a file. */
export const figuresFile = (site: string | undefined, back: Rolling) =>
  pages({ key: ["figures-file", site ?? "", back], page: async (_, signal) => ({ items: (await statisticsOf(site, back, signal)).rules, next_cursor: "" }) });

/** All that the person sees, to choose from and for their names. */
export const ruleNames = () =>
  queryOptions({
    queryKey: ["rules", "names"], staleTime: 60_000,
    queryFn: ({ signal }) => whole(({ cursor }) => body(api.GET("/api/v1/alert-rules", { params: { query: { cursor, limit: IN_A_FILE } }, signal }))),
  });

/** To choose from when somebody is to look after an alert. */
export const userNames = () =>
  queryOptions({ queryKey: ["users", "names"], staleTime: 60_000, queryFn: ({ signal }) => whole(({ cursor }) => body(api.GET("/api/v1/users", { params: { query: { cursor } }, signal }))) });
