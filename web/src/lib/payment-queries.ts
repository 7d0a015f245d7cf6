/** What the screens of card payments ask, with its cache key. */

import { queryOptions } from "@tanstack/react-query";
import type { operations } from "@/api/schema";
import { api, body } from "./api";
import { isOver } from "./card-flow";
import { pages, recheck, type Filter } from "./queries";

type Asked<O extends keyof operations> = operations[O]["parameters"]["query"];

/** The live stream tells sooner; this is for when it does not. */
const WAITING_MS = 2000;
const SLOW_REFRESH_MS = 15_000;
const READERS_REFRESH_MS = 10_000;
const ON_A_PAGE = 50;

/** The filters come from the address: the API says what is wrong with them. */
function paymentFeed(name: string, filter: Filter, limit: number, everyMs: number | false) {
  return pages({
    key: [name, JSON.stringify(filter)], everyMs,
    page: (cursor, signal) => body(api.GET("/api/v1/payments", { params: { query: { ...(filter as Asked<"list_payments">), cursor, limit } }, signal })),
  });
}

export const payments = (filter: Filter) => paymentFeed("payments", filter, ON_A_PAGE, SLOW_REFRESH_MS);
/** All of them, for a file. */
export const paymentFile = (filter: Filter) => paymentFeed("payment-file", filter, 200, false);

export const payment = (payment_id: string) =>
  queryOptions({
    queryKey: ["payment", payment_id],
    queryFn: ({ signal }) => body(api.GET("/api/v1/payments/{payment_id}", { params: { path: { payment_id } }, signal })),
    refetchInterval: (query) => recheck(query.state.data && isOver(query.state.data) ? SLOW_REFRESH_MS : WAITING_MS)(query),
  });

export const readers = (site: string) =>
  queryOptions({
    queryKey: ["readers", site], refetchInterval: recheck(READERS_REFRESH_MS),
    queryFn: ({ signal }) => body(api.GET("/api/v1/readers", { params: { query: { site } }, signal })),
  });

export const savedCards = (account_id: string, site: string) =>
  queryOptions({
    queryKey: ["saved-cards", account_id],
    queryFn: ({ signal }) => body(api.GET("/api/v1/accounts/{account_id}/cards", { params: { path: { account_id }, query: { site } }, signal })),
  });

export const cardSetup = (setup_id: string) =>
  queryOptions({
    queryKey: ["card-setup", setup_id],
    queryFn: ({ signal }) => body(api.GET("/api/v1/card-setups/{setup_id}", { params: { path: { setup_id } }, signal })),
    refetchInterval: (query) => recheck(["SUCCEEDED", "FAILED"].includes(query.state.data?.state ?? "") ? false : WAITING_MS)(query),
  });

export const disputes = (filter: Filter) =>
  pages({
    key: ["disputes", JSON.stringify(filter)], everyMs: SLOW_REFRESH_MS,
    page: (cursor, signal) => body(api.GET("/api/v1/disputes", { params: { query: { ...(filter as Asked<"list_disputes">), cursor, limit: ON_A_PAGE } }, signal })),
  });

export const dispute = (dispute_id: string) =>
  queryOptions({
    queryKey: ["dispute", dispute_id], refetchInterval: recheck(SLOW_REFRESH_MS),
    queryFn: ({ signal }) => body(api.GET("/api/v1/disputes/{dispute_id}", { params: { path: { dispute_id } }, signal })),
  });

export const breaks = (filter: Filter) =>
  pages({
    key: ["breaks", JSON.stringify(filter)], everyMs: SLOW_REFRESH_MS,
    page: (cursor, signal) => body(api.GET("/api/v1/breaks", { params: { query: { ...(filter as Asked<"list_breaks">), cursor, limit: ON_A_PAGE } }, signal })),
  });

export const balances = () =>
  queryOptions({ queryKey: ["ledger", "balances"], refetchInterval: recheck(SLOW_REFRESH_MS), queryFn: ({ signal }) => body(api.GET("/api/v1/finance/balances", { signal })) });

export const ledgerEntries = (filter: Filter) =>
  pages({
    key: ["ledger", "entries", JSON.stringify(filter)], everyMs: SLOW_REFRESH_MS,
    page: (cursor, signal) => body(api.GET("/api/v1/finance/entries", { params: { query: { ...(filter as Asked<"list_ledger_entries">), cursor, limit: ON_A_PAGE } }, signal })),
  });

export const payouts = () =>
  pages({
    key: ["payouts"], everyMs: SLOW_REFRESH_MS,
    page: (cursor, signal) => body(api.GET("/api/v1/finance/payouts", { params: { query: { cursor, limit: ON_A_PAGE } }, signal })),
  });

export const dayEnd = (site: string, day: string) =>
  queryOptions({
    queryKey: ["day-end", site, day], refetchInterval: recheck(SLOW_REFRESH_MS),
    queryFn: ({ signal }) => body(api.GET("/api/v1/sites/{site}/day-end", { params: { path: { site }, query: { day } }, signal })),
  });
