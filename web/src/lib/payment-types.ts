/** Names for the shapes of card payments and of the money behind them. Money is in minor units; there is never a card number in any of them. */

import type { components } from "@/api/schema";

type Schemas = components["schemas"];

export type Payment = Schemas["Payment"];
export type PaymentDetail = Schemas["PaymentDetail"];
export type PaymentState = Payment["state"];
export type Card = Schemas["Card"];
export type CardRefund = Schemas["CardRefund"];
export type SaleCardPayment = Schemas["SaleCardPayment"];

export type Reader = Schemas["Reader"];
export type SavedCard = Schemas["SavedCard"];
export type CardSetup = Schemas["CardSetup"];
export type Dispute = Schemas["Dispute"];
export type DisputeDetail = Schemas["DisputeDetail"];

export type Balance = Schemas["Balance"];
export type LedgerEntry = Schemas["LedgerEntry"];
export type Payout = Schemas["Payout"];
export type Break = Schemas["Break"];
export type DayEnd = Schemas["DayEnd"];
