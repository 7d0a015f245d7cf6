/** What the till asks when somebody pays, wants a receipt or comes back, with its cache key. */

import { queryOptions } from "@tanstack/react-query";
import { api, body } from "./api";
import type { ReceiptOf } from "./till-types";

const HTML = { format: "html" } as const;

/** Whose PIN at this till approves what the cashier may not do alone. */
export const approvers = () =>
  queryOptions({
    queryKey: ["approvers"], staleTime: 60_000,
    queryFn: ({ signal }) => body(api.GET("/api/v1/auth/approvers", { params: { query: { operation: "sales.approve" } }, signal })),
  });

/** What the shift settled last. */
export const settledSales = (site: string, shift_id: string) =>
  queryOptions({
    queryKey: ["settled", shift_id],
    queryFn: ({ signal }) => body(api.GET("/api/v1/sales", { params: { query: { site, shift_id, state: "CLEARED", limit: 30 } }, signal })),
  });

/** Accounts that may be charged at the site. */
export const payingAccounts = (site: string, search: string) =>
  queryOptions({
    queryKey: ["paying-accounts", site, search],
    queryFn: ({ signal }) => body(api.GET("/api/v1/accounts", { params: { query: { site, search, limit: 20 } }, signal })),
  });

export const receiptPage = (of: ReceiptOf) =>
  queryOptions({
    queryKey: ["receipt-page", "saleId" in of ? of.saleId : of.receiptId], staleTime: Infinity,
    queryFn: ({ signal }) =>
      body("saleId" in of ? api.GET("/api/v1/sales/{sale_id}/receipt.{format}", { params: { path: { sale_id: of.saleId, ...HTML } }, parseAs: "text", signal })
        : api.GET("/api/v1/receipts/{receipt_id}/document.{format}", { params: { path: { receipt_id: of.receiptId, ...HTML } }, parseAs: "text", signal })) as Promise<unknown> as Promise<string>,
  });
