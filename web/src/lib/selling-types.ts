/** Names for the shapes of selling. Money is in minor units, volume in millilitres, unit prices in thousandths of the major unit per litre. */

import type { components } from "@/api/schema";

type Schemas = components["schemas"];

export type Sale = Schemas["Sale"];
export type SaleDetail = Schemas["SaleDetail"];
export type SaleLine = Schemas["SaleLine"];
export type SaleState = Schemas["SaleState"];
export type FuelLine = Schemas["FuelLine"];
export type Refund = Schemas["Refund"];
export type Debt = Schemas["Debt"];

export type Shift = Schemas["Shift"];
export type ShiftReport = Schemas["ShiftReport"];
export type ShiftTally = Schemas["ShiftTally"];
export type ZReport = Schemas["ZReport"];
export type CashMovement = Schemas["CashMovement"];
export type UnfinishedSale = Schemas["UnfinishedSale"];

export type SitePrices = Schemas["SitePrices"];
export type PriceSet = Schemas["PriceSet"];
export type Price = Schemas["Price"];
export type PumpPrices = Schemas["PumpPrices"];
export type PriceSign = Schemas["PriceSign"];
export type ServiceLevel = Schemas["ServiceLevel"];

export type Settlement = Schemas["Settlement"];
export type StoredSettlement = Schemas["StoredSettlement"];
export type NozzleSettlement = Schemas["NozzleSettlement"];
export type NozzleCheck = Schemas["NozzleCheck"];
export type SoldFuel = Schemas["SoldFuel"];
export type Discrepancy = Schemas["Discrepancy"];

export type Account = Schemas["Account"];
export type AccountEntry = Schemas["AccountEntry"];
export type Vehicle = Schemas["Vehicle"];

export type Receipt = Schemas["Receipt"];
export type ReceiptDetail = Schemas["ReceiptDetail"];
export type ReceiptContent = Schemas["ReceiptContent"];
export type ReceiptMail = Schemas["ReceiptMail"];

export type LoggedCommand = Schemas["LoggedCommand"];
