/** What the screens of rules and silences ask, with its cache key. */

import { queryOptions } from "@tanstack/react-query";
import type { operations } from "@/api/schema";
import { api, body } from "./api";
import { pages, recheck, type Filter } from "./queries";

type Asked<O extends keyof operations> = operations[O]["parameters"]["query"];

const REFRESH_MS = 30_000;
const ON_A_PAGE = 100;

/** The filters come from the address: the API says what is wrong with them. */
export const rules = (filter: Filter) =>
  pages({
    key: ["rules", JSON.stringify(filter)], everyMs: REFRESH_MS,
    page: (cursor, signal) => body(api.GET("/api/v1/alert-rules", { params: { query: { ...(filter as Asked<"list_alert_rules">), cursor, limit: ON_A_PAGE } }, signal })),
  });

/** Those that come with the platform. */
export const readyRules = () => queryOptions({ queryKey: ["rules", "ready"], queryFn: ({ signal }) => body(api.GET("/api/v1/alert-rules/library", { signal })) });

export const rule = (rule_id: string) =>
  queryOptions({
    queryKey: ["rule", rule_id], refetchInterval: recheck(REFRESH_MS),
    queryFn: ({ signal }) => body(api.GET("/api/v1/alert-rules/{rule_id}", { params: { path: { rule_id } }, signal })),
  });

export const ruleVersions = (rule_id: string) =>
  pages({
    key: ["rule-versions", rule_id],
    page: (cursor, signal) => body(api.GET("/api/v1/alert-rules/{rule_id}/versions", { params: { path: { rule_id }, query: { cursor, limit: 20 } }, signal })),
  });

export const silences = (filter: Filter) =>
  pages({
    key: ["silences", JSON.stringify(filter)], everyMs: REFRESH_MS,
    page: (cursor, signal) => body(api.GET("/api/v1/silences", { params: { query: { ...(filter as Asked<"list_silences">), cursor, limit: 50 } }, signal })),
  });
