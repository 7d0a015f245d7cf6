/** What the till asks the API, with its cache key. */

import { queryOptions } from "@tanstack/react-query";
import { saleLive } from "@/live/sales";
import { api, body } from "./api";
import { whole } from "./session-queries";
import { isProblem } from "./problem";
import { recheck } from "./queries";

const LIVE_STALE_MS = 30_000;
const SHIFT_REFRESH_MS = 60_000;
const OPEN = "REQUESTED,AUTHORISED,FUELLING,PAYABLE,LOCKED";
const MOST = 200;

const inPath = (site: string) => ({ path: { site } });

const salesOf = (site: string, state: string, signal: AbortSignal) =>
  body(api.GET("/api/v1/sales", { params: { query: { site, state, limit: MOST } }, signal }));
/** Prepayments that came to nothing; those not given back yet are among the newest. */
const failedPrepayments = (site: string, signal: AbortSignal) =>
  body(api.GET("/api/v1/sales", { params: { query: { site, state: "REFUSED,ENDED", kind: "PRE_PAY", limit: 50 } }, signal }));

/** `mark` is the live store's `saleMark`, taken before the question is sent. */
export const openSales = (site: string, mark: () => number) =>
  queryOptions({
    queryKey: ["live", "sales", site], staleTime: LIVE_STALE_MS,
    queryFn: async ({ signal }) => {
      const asked = mark();
      const answers = await Promise.all([salesOf(site, OPEN, signal), failedPrepayments(site, signal)]);
      return { asked, items: answers.flatMap((answer) => answer.items).map(saleLive) };
    },
  });

/** How the pumps are by their own word, and whether an emergency stop holds them. */
export const pumpsSaid = (site: string) =>
  queryOptions({
    queryKey: ["live", "pumps-said", site], staleTime: LIVE_STALE_MS,
    queryFn: ({ signal }) => body(api.GET("/api/v1/sites/{site}/pumps/status", { params: inPath(site), signal })),
  });

/** The shift to work with at the site, null without one. */
export const currentShift = (site: string, till: string) =>
  queryOptions({
    queryKey: ["till-shift", site, till], refetchInterval: recheck(SHIFT_REFRESH_MS),
    queryFn: async ({ signal }) => {
      try {
        return await body(api.GET("/api/v1/shifts/current", { params: { query: { site, till } }, signal }));
      } catch (error) {
        if (isProblem(error, "ShiftNotFound")) return null;
        throw error;
      }
    },
  });

/** Whose drawer may give money back. */
export const openShifts = (site: string) =>
  queryOptions({
    queryKey: ["shifts", "open-at", site],
    queryFn: ({ signal }) => body(api.GET("/api/v1/shifts", { params: { query: { site, state: "OPEN", limit: 200 } }, signal })),
  });

export const ticket = (sale_id: string) =>
  queryOptions({ queryKey: ["ticket", sale_id], queryFn: ({ signal }) => body(api.GET("/api/v1/sales/{sale_id}", { params: { path: { sale_id } }, signal })) });

const CATALOGUE_STALE_MS = 60_000;
const ALL_ITEMS_REFRESH_MS = 5 * 60_000;

export const items = (site: string, search: string) =>
  queryOptions({
    queryKey: ["items", site, search], staleTime: CATALOGUE_STALE_MS,
    queryFn: ({ signal }) => body(api.GET("/api/v1/sites/{site}/items", { params: { ...inPath(site), query: { search, limit: 60 } }, signal })),
  });

/** All of the shop, for a till that may be alone in a moment. */
export const allItems = (site: string) =>
  queryOptions({
    queryKey: ["items", site, "all"], staleTime: CATALOGUE_STALE_MS, refetchInterval: recheck(ALL_ITEMS_REFRESH_MS),
    queryFn: ({ signal }) => whole((query) => body(api.GET("/api/v1/sites/{site}/items", { params: { ...inPath(site), query: { search: "", ...query } }, signal }))),
  });

/** What is sold under a scanned barcode. */
export const itemOfBarcode = (site: string, barcode: string) =>
  queryOptions({
    queryKey: ["item-of-barcode", site, barcode], staleTime: CATALOGUE_STALE_MS,
    queryFn: ({ signal }) => body(api.GET("/api/v1/sites/{site}/items", { params: { ...inPath(site), query: { barcode } }, signal })),
  });
