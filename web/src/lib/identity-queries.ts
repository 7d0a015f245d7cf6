/** What the administration screens ask, with its cache key. */

import { queryOptions } from "@tanstack/react-query";
import { get } from "./api";
import { pages, type Filter } from "./queries";
import type { ApiKey, Area, AuditRecord, OpenSession, Page, SignInMethods, Site, Till, TillCashiers, User, Verification } from "./types";

const AUDIT_REFRESH_MS = 15_000;

export const methods = () =>
  queryOptions({ queryKey: ["methods"], queryFn: ({ signal }) => get<SignInMethods>("/auth/methods", {}, signal), staleTime: 60_000 });

export const tillCashiers = () =>
  queryOptions({ queryKey: ["till-cashiers"], queryFn: ({ signal }) => get<TillCashiers>("/auth/till", {}, signal), staleTime: 60_000 });

export const mySessions = () =>
  queryOptions({ queryKey: ["my-sessions"], queryFn: ({ signal }) => get<Page<OpenSession>>("/me/sessions", {}, signal) });

export const users = (filter: Filter) =>
  pages<User>({ key: ["users", JSON.stringify(filter)], page: (cursor, signal) => get("/users", { ...filter, cursor }, signal) });

export const user = (id: string) =>
  queryOptions({ queryKey: ["user", id], queryFn: ({ signal }) => get<User>(`/users/${encodeURIComponent(id)}`, {}, signal) });

export const areas = () => pages<Area>({ key: ["areas"], page: (cursor, signal) => get("/areas", { cursor }, signal) });
export const apiKeys = () => pages<ApiKey>({ key: ["api-keys"], page: (cursor, signal) => get("/api-keys", { cursor }, signal) });
export const tills = (filter: Filter = {}) =>
  pages<Till>({ key: ["tills", JSON.stringify(filter)], page: (cursor, signal) => get("/tills", { ...filter, cursor }, signal) });
export const auditRecords = (filter: Filter) =>
  pages<AuditRecord>({ key: ["audit", JSON.stringify(filter)], everyMs: AUDIT_REFRESH_MS, page: (cursor, signal) => get("/audit", { ...filter, cursor }, signal) });

export const auditRecord = (id: string) =>
  queryOptions({
    queryKey: ["audit-record", id], queryFn: ({ signal }) => get<AuditRecord>(`/audit/${encodeURIComponent(id)}`, {}, signal), staleTime: Infinity,
  });

export const verification = (from: string, to: string) =>
  queryOptions({
    queryKey: ["verification", from, to], queryFn: ({ signal }) => get<Verification>("/audit/verification", { from, to }, signal), staleTime: 60_000,
  });

const CHOICES = 500;

/** For lists to choose from; more sites than these are typed by hand. */
export const siteChoices = () =>
  queryOptions({ queryKey: ["site-choices"], queryFn: ({ signal }) => get<Page<Site>>("/sites", { limit: CHOICES }, signal), staleTime: 60_000 });

export const areaChoices = () =>
  queryOptions({ queryKey: ["area-choices"], queryFn: ({ signal }) => get<Page<Area>>("/areas", { limit: CHOICES }, signal), staleTime: 60_000 });
