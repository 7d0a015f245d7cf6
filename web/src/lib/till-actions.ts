/** What the till asks the API to change. Every POST carries the key of its intent. */

import type { components } from "@/api/schema";
import { api, body, keyed } from "./api";
import type { CashCount, CashWish, DriveOff, NoMeans, ReceiptOf, SaleConfirmation, SaleOpening, ShiftOpening, TenderAtTill } from "./till-types";

const header = (key: string) => ({ header: keyed(key) });
/** A call that somebody else may have vouched for. */
const vouched = (key: string, approval?: string) => ({ ...keyed(key), ...(approval && { "X-Approval": approval }) });
const ofSale = (sale_id: string, key: string) => ({ path: { sale_id }, ...header(key) });
const ofShift = (shift_id: string, key: string) => ({ path: { shift_id }, ...header(key) });
const ofLine = (sale_id: string, number: number, shift_id: string) => ({ path: { sale_id, number }, query: { shift_id } });

export const openShift = (asked: ShiftOpening, key: string) => body(api.POST("/api/v1/shifts", { params: header(key), body: asked }));
export const moveCash = (shift_id: string, asked: CashWish, key: string) =>
  body(api.POST("/api/v1/shifts/{shift_id}/cash-movements", { params: ofShift(shift_id, key), body: asked }));
export const closeShift = (shift_id: string, asked: CashCount, key: string) =>
  body(api.POST("/api/v1/shifts/{shift_id}/close", { params: ofShift(shift_id, key), body: asked }));

export const unlockSale = (sale_id: string, shift_id: string, key: string, approval?: string) =>
  body(api.POST("/api/v1/sales/{sale_id}/unlock", { params: { path: { sale_id }, header: vouched(key, approval) }, body: { shift_id } }));
export const removeLine = (sale_id: string, number: number, shift_id: string) =>
  body(api.DELETE("/api/v1/sales/{sale_id}/lines/{number}", { params: ofLine(sale_id, number, shift_id) }));
export const addTender = (sale_id: string, asked: TenderAtTill, key: string) =>
  body(api.POST("/api/v1/sales/{sale_id}/tenders", { params: ofSale(sale_id, key), body: asked }));
export const removeTender = (sale_id: string, number: number, shift_id: string) =>
  body(api.DELETE("/api/v1/sales/{sale_id}/tenders/{number}", { params: ofLine(sale_id, number, shift_id) }));
export const giveChange = (sale_id: string, shift_id: string, key: string) =>
  body(api.POST("/api/v1/sales/{sale_id}/change", { params: ofSale(sale_id, key), body: { shift_id } }));
/** As `openSale`, for what somebody else may have vouched for. */
export const openVouched = (asked: SaleOpening, key: string, approval?: string) => body(api.POST("/api/v1/sales", { params: { header: vouched(key, approval) }, body: asked }));
/** Confirms a pump test, own use, or a ticket of nothing. */
export const clearSale = (sale_id: string, asked: SaleConfirmation, key: string, approval?: string) =>
  body(api.POST("/api/v1/sales/{sale_id}/clear", { params: { path: { sale_id }, header: vouched(key, approval) }, body: asked }));
export const voidSale = (sale_id: string, asked: components["schemas"]["SaleVoiding"], key: string, approval?: string) =>
  body(api.POST("/api/v1/sales/{sale_id}/void", { params: { path: { sale_id }, header: vouched(key, approval) }, body: asked }));
/** The money is given from the shift. */
export const giveRefund = (refund_id: string, shift_id: string, key: string, approval?: string) =>
  body(api.POST("/api/v1/refunds/{refund_id}/approve", { params: { path: { refund_id }, header: vouched(key, approval) }, body: { shift_id } }));
/** A supervisor vouches for one call from this till, by PIN. */
export const approve = (asked: components["schemas"]["ApprovalRequest"]) => body(api.POST("/api/v1/auth/approvals", { body: asked }));
/** Takes the authorisation back before fuel flows. */
export const cancelSale = (sale_id: string, key: string) => body(api.POST("/api/v1/sales/{sale_id}/cancel", { params: ofSale(sale_id, key) }));
export const recordDriveOff = (sale_id: string, asked: DriveOff, key: string) =>
  body(api.POST("/api/v1/sales/{sale_id}/drive-off", { params: ofSale(sale_id, key), body: asked }));
export const recordNoMeans = (sale_id: string, asked: NoMeans, key: string) =>
  body(api.POST("/api/v1/sales/{sale_id}/no-means", { params: ofSale(sale_id, key), body: asked }));

const HTML = { body: { format: "html" }, parseAs: "text" } as const;
const ofReceipt = (receipt_id: string, key: string) => ({ path: { receipt_id }, ...header(key) });

/** The original the first time, then copies: HTML to be printed. */
export const handOut = (of: ReceiptOf, key: string): Promise<string> =>
  body("saleId" in of ? api.POST("/api/v1/sales/{sale_id}/receipt/print", { params: ofSale(of.saleId, key), ...HTML })
    : api.POST("/api/v1/receipts/{receipt_id}/print", { params: ofReceipt(of.receiptId, key), ...HTML })) as Promise<unknown> as Promise<string>;
export const mailOut = (of: ReceiptOf, address: string, key: string) =>
  body("saleId" in of ? api.POST("/api/v1/sales/{sale_id}/receipt/email", { params: ofSale(of.saleId, key), body: { address } })
    : api.POST("/api/v1/receipts/{receipt_id}/email", { params: ofReceipt(of.receiptId, key), body: { address } }));
