/** What is asked to change about card payments. Every POST carries the key of its intent. */

import { api, body, keyed } from "./api";
import type { CardWay, CardWish } from "./card-flow";

const header = (key: string) => ({ header: keyed(key) });

const methodOf = (way: CardWay) => ({ ...way });

/** Asks for a card for a ticket; the answer is the ticket. */
export const startCardPayment = (sale_id: string, shift_id: string, { amountMinor, way }: CardWish, key: string) =>
  body(api.POST("/api/v1/sales/{sale_id}/card-payments", { params: { path: { sale_id }, ...header(key) }, body: { shift_id, amount_minor: amountMinor, method: methodOf(way) } }));
export const cancelCardPayment = (sale_id: string, payment_id: string, shift_id: string, key: string) =>
  body(api.POST("/api/v1/sales/{sale_id}/card-payments/{payment_id}/cancel", { params: { path: { sale_id, payment_id }, ...header(key) }, body: { shift_id } }));

/** Asks for a card for a debt, whole. */
export const startDebtPayment = (debt_id: string, shift_id: string, way: CardWay, key: string) =>
  body(api.POST("/api/v1/debts/{debt_id}/card-payments", { params: { path: { debt_id }, ...header(key) }, body: { shift_id, method: methodOf(way) } }));

export interface HoldOf {
  site: string;
  shift_id: string;
  currency: string;
  description: string;
}

/** Holds money on a card before anything is fuelled. */
export const holdCard = (of: HoldOf, { amountMinor, way }: CardWish, key: string) =>
  body(api.POST("/api/v1/payments", { params: header(key), body: { ...of, purpose: "HOLD", amount_minor: amountMinor, method: methodOf(way) } }));
export const cancelPayment = (payment_id: string, reason: string, key: string) =>
  body(api.POST("/api/v1/payments/{payment_id}/cancel", { params: { path: { payment_id }, ...header(key) }, body: { reason } }));

export const submitEvidence = (dispute_id: string, note: string, key: string) =>
  body(api.POST("/api/v1/disputes/{dispute_id}/evidence", { params: { path: { dispute_id }, ...header(key) }, body: { note } }));
/** Gives in. */
export const acceptDispute = (dispute_id: string, key: string) => body(api.POST("/api/v1/disputes/{dispute_id}/accept", { params: { path: { dispute_id }, ...header(key) } }));

export const resolveBreak = (break_id: string, note: string, key: string) => body(api.POST("/api/v1/breaks/{break_id}/resolve", { params: { path: { break_id }, ...header(key) }, body: { note } }));
export type Span = "minutes" | "hourly" | "daily";
export const runReconciliation = (what: Span, key: string) => body(api.POST("/api/v1/finance/reconciliation", { params: header(key), body: { what } }));

export interface ReaderWish {
  site: string;
  registration_code: string;
  label: string;
  till: string;
}

export const registerReader = (wish: ReaderWish, key: string) => body(api.POST("/api/v1/readers", { params: header(key), body: wish }));
export const removeReader = (reader_id: string) => body(api.DELETE("/api/v1/readers/{reader_id}", { params: { path: { reader_id } } }));
/** Takes back what it asks its customer for. */
export const cancelReaderAction = (reader_id: string, key: string) => body(api.POST("/api/v1/readers/{reader_id}/cancel", { params: { path: { reader_id }, ...header(key) } }));

export const startCardSetup = (account_id: string, site: string, reader_id: string, key: string) =>
  body(api.POST("/api/v1/accounts/{account_id}/card-setups", { params: { path: { account_id }, ...header(key) }, body: { site, method: { kind: "READER", reader_id } } }));
export const removeSavedCard = (saved_card_id: string, site: string) => body(api.DELETE("/api/v1/saved-cards/{saved_card_id}", { params: { path: { saved_card_id }, query: { site } } }));
