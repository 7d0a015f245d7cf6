/** What the screens of selling ask, with its cache key. */

import { queryOptions } from "@tanstack/react-query";
import type { operations } from "@/api/schema";
import { api, body } from "./api";
import { isFresh, pages, recheck, type Filter, type PagedQuery } from "./queries";
import type { LoggedCommand, Sale } from "./selling-types";

type Asked<O extends keyof operations> = operations[O]["parameters"]["query"];

/** The live stream tells of sales; this is for what it does not tell, and for when it is away. */
const SALES_REFRESH_MS = 60_000;
const FAST_REFRESH_MS = 5000;
const SLOW_REFRESH_MS = 15_000;
const ON_A_PAGE = 50;

function saleFeed(name: string, filter: Filter, limit: number): PagedQuery<Sale> {
  return pages({
    key: [name, JSON.stringify(filter)],
    page: (cursor, signal) => body(api.GET("/api/v1/sales", { params: { query: { ...(filter as Asked<"list_sales">), cursor, limit } }, signal })),
  });
}

/** The filters come from the address: the API says what is wrong with them. */
export const sales = (filter: Filter): PagedQuery<Sale> => ({
  ...saleFeed("sales", filter, ON_A_PAGE),
  refetchInterval: (query) => recheck(isFresh(query) && SALES_REFRESH_MS)(query),
});

/** All of them, for a file. */
export const saleFile = (filter: Filter) => saleFeed("sale-file", filter, 200);

export const sale = (sale_id: string) =>
  queryOptions({
    queryKey: ["sale", sale_id], refetchInterval: recheck(SLOW_REFRESH_MS),
    queryFn: ({ signal }) => body(api.GET("/api/v1/sales/{sale_id}", { params: { path: { sale_id } }, signal })),
  });

export const refunds = (filter: Filter) =>
  pages({
    key: ["refunds", JSON.stringify(filter)], everyMs: SLOW_REFRESH_MS,
    page: (cursor, signal) => body(api.GET("/api/v1/refunds", { params: { query: { ...(filter as Asked<"list_refunds">), cursor } }, signal })),
  });

export const debts = (filter: Filter) =>
  pages({
    key: ["debts", JSON.stringify(filter)], everyMs: SLOW_REFRESH_MS,
    page: (cursor, signal) => body(api.GET("/api/v1/debts", { params: { query: { ...(filter as Asked<"list_debts">), cursor } }, signal })),
  });

export const shifts = (filter: Filter) =>
  pages({
    key: ["shifts", JSON.stringify(filter)], everyMs: SLOW_REFRESH_MS,
    page: (cursor, signal) => body(api.GET("/api/v1/shifts", { params: { query: { ...(filter as Asked<"list_shifts">), cursor, limit: ON_A_PAGE } }, signal })),
  });

export const shift = (shift_id: string) =>
  queryOptions({ queryKey: ["shift", shift_id], queryFn: ({ signal }) => body(api.GET("/api/v1/shifts/{shift_id}", { params: { path: { shift_id } }, signal })) });

export const xReport = (shift_id: string) =>
  queryOptions({
    queryKey: ["x-report", shift_id], refetchInterval: recheck(SLOW_REFRESH_MS),
    queryFn: ({ signal }) => body(api.GET("/api/v1/shifts/{shift_id}/x-report", { params: { path: { shift_id } }, signal })),
  });

export const zReport = (shift_id: string) =>
  queryOptions({
    queryKey: ["z-report", shift_id], staleTime: Infinity,
    queryFn: ({ signal }) => body(api.GET("/api/v1/shifts/{shift_id}/z-report", { params: { path: { shift_id } }, signal })),
  });

export const cashMovements = (shift_id: string) =>
  queryOptions({
    queryKey: ["cash-movements", shift_id], refetchInterval: recheck(SLOW_REFRESH_MS),
    queryFn: ({ signal }) => body(api.GET("/api/v1/shifts/{shift_id}/cash-movements", { params: { path: { shift_id } }, signal })),
  });

export const prices = (site: string) =>
  queryOptions({
    queryKey: ["prices", site], refetchInterval: recheck(FAST_REFRESH_MS),
    queryFn: ({ signal }) => body(api.GET("/api/v1/sites/{site}/prices", { params: { path: { site } }, signal })),
  });

export const priceSets = (site: string) =>
  pages({
    key: ["price-sets", site], everyMs: FAST_REFRESH_MS,
    page: (cursor, signal) => body(api.GET("/api/v1/sites/{site}/price-sets", { params: { path: { site }, query: { cursor, limit: ON_A_PAGE } }, signal })),
  });

export const settlement = (site: string, day: string) =>
  queryOptions({
    queryKey: ["settlement", site, day],
    queryFn: ({ signal }) => body(api.GET("/api/v1/sites/{site}/settlement", { params: { path: { site }, query: { day } }, signal })),
  });

export const settlements = (site: string, day: string) =>
  pages({
    key: ["settlements", site, day],
    page: (cursor, signal) => body(api.GET("/api/v1/sites/{site}/settlements", { params: { path: { site }, query: { day, cursor } }, signal })),
  });

/** Instants, RFC 3339. */
export const meterCheck = (site: string, from: string, to: string) =>
  queryOptions({
    queryKey: ["meter-check", site, from, to],
    queryFn: ({ signal }) => body(api.GET("/api/v1/sites/{site}/meter-check", { params: { path: { site }, query: { from, to } }, signal })),
  });

/** Where the pumps are in their series of fuellings. */
export const pumpNumbers = (site: string) =>
  queryOptions({
    queryKey: ["pump-numbers", site],
    queryFn: ({ signal }) => body(api.GET("/api/v1/sites/{site}/pump-numbers", { params: { path: { site } }, signal })),
  });

export const discrepancies = (filter: Filter) =>
  pages({
    key: ["discrepancies", JSON.stringify(filter)], everyMs: SLOW_REFRESH_MS,
    page: (cursor, signal) => body(api.GET("/api/v1/discrepancies", { params: { query: { ...(filter as Asked<"list_discrepancies">), cursor, limit: ON_A_PAGE } }, signal })),
  });

export const accounts = (filter: Filter) =>
  pages({
    key: ["accounts", JSON.stringify(filter)],
    page: (cursor, signal) => body(api.GET("/api/v1/accounts", { params: { query: { ...(filter as Asked<"list_accounts">), cursor } }, signal })),
  });

export const account = (account_id: string) =>
  queryOptions({ queryKey: ["account", account_id], queryFn: ({ signal }) => body(api.GET("/api/v1/accounts/{account_id}", { params: { path: { account_id } }, signal })) });

export const accountEntries = (account_id: string) =>
  pages({
    key: ["account-entries", account_id],
    page: (cursor, signal) => body(api.GET("/api/v1/accounts/{account_id}/entries", { params: { path: { account_id }, query: { cursor, limit: ON_A_PAGE } }, signal })),
  });

export const receipts = (filter: Filter) =>
  pages({
    key: ["receipts", JSON.stringify(filter)],
    page: (cursor, signal) => body(api.GET("/api/v1/receipts", { params: { query: { ...(filter as Asked<"list_receipts">), cursor, limit: ON_A_PAGE } }, signal })),
  });

export const receipt = (receipt_id: string) =>
  queryOptions({ queryKey: ["receipt", receipt_id], queryFn: ({ signal }) => body(api.GET("/api/v1/receipts/{receipt_id}", { params: { path: { receipt_id } }, signal })) });

export const receiptVerification = (site: string) =>
  queryOptions({
    queryKey: ["receipt-verification", site], staleTime: 60_000,
    queryFn: ({ signal }) => body(api.GET("/api/v1/receipts/verification", { params: { query: { site } }, signal })),
  });

export const commands = (filter: Filter) =>
  pages({
    key: ["commands", JSON.stringify(filter)], everyMs: FAST_REFRESH_MS,
    page: (cursor, signal) => body(api.GET("/api/v1/commands", { params: { query: { ...(filter as Asked<"list_commands">), cursor, limit: ON_A_PAGE } }, signal })),
  });

const [ORDERS_ON_A_PAGE, MOST_ORDER_PAGES] = [200, 5];

/** The orders to a sale's pump from its opening on, newest first; `whole` is false when the log goes on beyond what was read. */
export const ordersSince = (site: string, pump: number, openedAt: string) =>
  queryOptions({
    queryKey: ["orders-since", site, String(pump), openedAt], staleTime: 10_000,
    queryFn: async ({ signal }) => {
      const found: LoggedCommand[] = [];
      let [cursor, whole] = ["", false];
      for (let page = 0; page < MOST_ORDER_PAGES && !whole; page += 1) {
        const answer = await body(api.GET("/api/v1/commands", { params: { query: { site, pump, cursor, limit: ORDERS_ON_A_PAGE } }, signal }));
        found.push(...answer.items);
        cursor = answer.next_cursor;
        whole = cursor === "" || (answer.items.at(-1)?.sent_at ?? "") < openedAt;
      }
      return { items: found, whole };
    },
  });
