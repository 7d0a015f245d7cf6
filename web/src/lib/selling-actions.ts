/** What the back office asks the API to change about selling. A POST carries the key of its intent. */

import type { components } from "@/api/schema";
import { api, body, ifStill, keyed } from "./api";

type Schemas = components["schemas"];
export type PrintFormat = Schemas["ReceiptFormat"];

const header = (key: string) => ({ header: keyed(key) });

export const requestRefund = (sale_id: string, asked: Schemas["RefundWish"], key: string) =>
  body(api.POST("/api/v1/sales/{sale_id}/refunds", { params: { path: { sale_id }, ...header(key) }, body: asked }));
export const approveRefund = (refund_id: string, shift_id: string, key: string) =>
  body(api.POST("/api/v1/refunds/{refund_id}/approve", { params: { path: { refund_id }, ...header(key) }, body: { shift_id } }));
export const declineRefund = (refund_id: string, reason: string, key: string) =>
  body(api.POST("/api/v1/refunds/{refund_id}/decline", { params: { path: { refund_id }, ...header(key) }, body: { reason } }));
/** In a shift, whole. */
export const settleDebt = (debt_id: string, asked: Schemas["DebtPayment"], key: string) =>
  body(api.POST("/api/v1/debts/{debt_id}/settle", { params: { path: { debt_id }, ...header(key) }, body: asked }));
export const writeOffDebt = (debt_id: string, reason: string, key: string) =>
  body(api.POST("/api/v1/debts/{debt_id}/write-off", { params: { path: { debt_id }, ...header(key) }, body: { reason } }));

/** The original the first time, then copies. */
export const printReceipt = (receipt_id: string, format: PrintFormat, key: string): Promise<Blob> =>
  body(api.POST("/api/v1/receipts/{receipt_id}/print", { params: { path: { receipt_id }, ...header(key) }, body: { format }, parseAs: "blob" })) as Promise<unknown> as Promise<Blob>;
export const sendReceipt = (receipt_id: string, address: string, key: string) =>
  body(api.POST("/api/v1/receipts/{receipt_id}/email", { params: { path: { receipt_id }, ...header(key) }, body: { address } }));
export const issueInvoice = (sale_id: string, customer: Schemas["Customer"], key: string) =>
  body(api.POST("/api/v1/sales/{sale_id}/invoice", { params: { path: { sale_id }, ...header(key) }, body: customer }));

export const schedulePrices = (site: string, asked: Schemas["PriceSchedule"], key: string) =>
  body(api.POST("/api/v1/sites/{site}/prices", { params: { path: { site }, ...header(key) }, body: asked }));
export const cancelPriceSet = (site: string, price_set: number, key: string) =>
  body(api.POST("/api/v1/sites/{site}/price-sets/{price_set}/cancel", { params: { path: { site, price_set }, ...header(key) } }));
/** Pump 0: whatever has not confirmed. */
export const resendPrices = (site: string, pump: number, key: string) =>
  body(api.POST("/api/v1/sites/{site}/prices/resend", { params: { path: { site }, ...header(key) }, body: { pump } }));

export const runSettlement = (site: string, day: string, key: string) =>
  body(api.POST("/api/v1/sites/{site}/settlement", { params: { path: { site }, ...header(key) }, body: { day } }));
export const resolveDiscrepancy = (discrepancy_id: string, resolution: string, key: string) =>
  body(api.POST("/api/v1/discrepancies/{discrepancy_id}/resolve", { params: { path: { discrepancy_id }, ...header(key) }, body: { resolution } }));
/** The first numbers of the pump that are missing, all of them. */
export const giveUpFuellings = (site: string, pump: number, asked: Schemas["GivenUpFuellings"], key: string) =>
  body(api.POST("/api/v1/sites/{site}/pumps/{pump}/give-up-fuellings", { params: { path: { site, pump }, ...header(key) }, body: asked }));

/** A new controller counts from one: its numbers go on behind `last`. */
export const restartNumbers = (site: string, pump: number, asked: Schemas["NumbersRestart"], key: string) =>
  body(api.POST("/api/v1/sites/{site}/pumps/{pump}/restart-numbers", { params: { path: { site, pump }, ...header(key) }, body: asked }));

/** `version` is that of the account as it was read; none for a new one. */
export const putAccount = (account_id: string, asked: Schemas["AccountTerms"], version?: number) =>
  body(api.PUT("/api/v1/accounts/{account_id}", { params: { path: { account_id }, header: version === undefined ? undefined : ifStill(version) }, body: asked }));
export const blockAccount = (account_id: string, reason: string, key: string) =>
  body(api.POST("/api/v1/accounts/{account_id}/block", { params: { path: { account_id }, ...header(key) }, body: { reason } }));
export const unblockAccount = (account_id: string, key: string) =>
  body(api.POST("/api/v1/accounts/{account_id}/unblock", { params: { path: { account_id }, ...header(key) } }));
/** `version` is that of the account as it was read. */
export const putVehicle = ({ account_id, version }: Pick<Schemas["Account"], "account_id" | "version">, registration: string, asked: Schemas["VehicleTerms"]) =>
  body(api.PUT("/api/v1/accounts/{account_id}/vehicles/{registration}", { params: { path: { account_id, registration }, header: ifStill(version) }, body: asked }));
export const removeVehicle = (account_id: string, registration: string) =>
  body(api.DELETE("/api/v1/accounts/{account_id}/vehicles/{registration}", { params: { path: { account_id, registration } } }));
export const recordPayment = (account_id: string, asked: Schemas["AccountPayment"], key: string) =>
  body(api.POST("/api/v1/accounts/{account_id}/payments", { params: { path: { account_id }, ...header(key) }, body: asked }));
