/** Names for the shapes of the till. */

import type { components } from "@/api/schema";

type Schemas = components["schemas"];

/** The receipt of a sale, or one by its own id. */
export type ReceiptOf = { saleId: string } | { receiptId: string };
export type Tender = Schemas["Tender"];
export type SaleKind = Schemas["SaleKind"];
export type NewTender = Schemas["NewTender"];
export type SaleOpening = Schemas["SaleOpening"];
export type TenderAtTill = Schemas["TenderAtTill"];
/** What is handed over at the counter; a card is asked for in another way. */
export type Handed = Omit<TenderAtTill, "shift_id">;
export type NewSaleLine = Schemas["NewSaleLine"];
export type SaleConfirmation = Schemas["SaleConfirmation"];
export type DriveOff = Schemas["DriveOff"];
export type NoMeans = Schemas["NoMeans"];
export type ShiftOpening = Schemas["ShiftOpening"];
export type CashWish = Schemas["CashWish"];
export type CashCount = Schemas["CashCount"];
export type Denomination = Schemas["Denomination"];
export type Item = Schemas["Item"];
export type Pump = Schemas["Pump"];
export type PumpSaid = Schemas["PumpSaid"];
export type ForecourtOrdered = Schemas["ForecourtOrdered"];
