/** What the administration screens ask, with its cache key. */

import { queryOptions } from "@tanstack/react-query";
import type { operations } from "@/api/schema";
import { api, body } from "./api";
import { pages, type Filter } from "./queries";
import { whole } from "./session-queries";

type AskedUsers = operations["list_users"]["parameters"]["query"];
type AskedRecords = operations["search_audit"]["parameters"]["query"];

const AUDIT_REFRESH_MS = 15_000;

/** The filters come from the address: the API says what is wrong with them. */
export const users = (filter: Filter) =>
  pages({
    key: ["users", JSON.stringify(filter)],
    page: (cursor, signal) => body(api.GET("/api/v1/users", { params: { query: { ...(filter as AskedUsers), cursor } }, signal })),
  });

export const user = (user_id: string) =>
  queryOptions({ queryKey: ["user", user_id], queryFn: ({ signal }) => body(api.GET("/api/v1/users/{user_id}", { params: { path: { user_id } }, signal })) });

export const areas = () =>
  pages({ key: ["areas"], page: (cursor, signal) => body(api.GET("/api/v1/areas", { params: { query: { cursor } }, signal })) });

export const apiKeys = () =>
  pages({ key: ["api-keys"], page: (cursor, signal) => body(api.GET("/api/v1/api-keys", { params: { query: { cursor } }, signal })) });

export const tills = (filter: Filter) =>
  pages({
    key: ["tills", JSON.stringify(filter)],
    page: (cursor, signal) => body(api.GET("/api/v1/tills", { params: { query: { ...filter, cursor } }, signal })),
  });

export const auditRecords = (filter: Filter) =>
  pages({
    key: ["audit", JSON.stringify(filter)], everyMs: AUDIT_REFRESH_MS,
    page: (cursor, signal) => body(api.GET("/api/v1/audit", { params: { query: { ...(filter as AskedRecords), cursor } }, signal })),
  });

export const auditRecord = (record_id: string) =>
  queryOptions({
    queryKey: ["audit-record", record_id], staleTime: Infinity,
    queryFn: ({ signal }) => body(api.GET("/api/v1/audit/{record_id}", { params: { path: { record_id } }, signal })),
  });

/** Days of UTC, both included. */
export const verification = (from: string, to: string) =>
  queryOptions({
    queryKey: ["verification", from, to], staleTime: 60_000,
    queryFn: ({ signal }) => body(api.GET("/api/v1/audit/verification", { params: { query: { from, to } }, signal })),
  });

export const areaChoices = () =>
  queryOptions({
    queryKey: ["area-choices"], staleTime: 60_000,
    queryFn: ({ signal }) => whole((query) => body(api.GET("/api/v1/areas", { params: { query }, signal }))),
  });
