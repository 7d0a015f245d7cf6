/** What a till keeps in its browser to go on without the server. Money in minor units, volume in ml, times RFC 3339 in UTC. */

import type { SaleLive } from "@/live/sales";
import type { Shift } from "@/lib/selling-types";
import type { Item } from "@/lib/till-types";
import type { Site } from "@/lib/types";

export interface Limits {
  max_sale_minor: number;
  /** Since the server was last heard. */
  max_age_s: number;
  /** That wait to be sent; 0 means that nothing is done offline. */
  max_operations: number;
}

/** This browser as one till of one site: its series of receipts and the end of its chain. */
export interface Device {
  /** `keyOf(site, till)`. */
  key: string;
  site: string;
  till: string;
  device_id: string;
  /** As it stands on receipts. */
  series: string;
  limits: Limits;
  /** Of the last operation. */
  number: number;
  hash: string;
  receipt_number: number;
  /** When the server was last heard. */
  heard_at: string;
}

export interface ShopLine {
  item_id: string;
  code: string;
  name: string;
  quantity: number;
  unit_price_minor: number;
  vat_rate_bp: number;
}

export interface Cash {
  total_minor: number;
  given_minor: number;
  change_minor: number;
}

/** What the receipt says of a fuelling; a price and a rate that are not known are null. */
export interface FuelBought {
  pump: number;
  grade: string;
  volume_ml: number;
  amount_minor: number;
  unit_price_milli: number | null;
  vat_rate_bp: number | null;
}

export type Deed =
  | ({ kind: "SHOP_SALE"; lines: ShopLine[] } & Cash)
  | ({ kind: "FUEL_CASH"; sale_id: string; lines: ShopLine[] } & FuelBought & Cash)
  | ({ kind: "FUEL_TYPED"; pump: number; amount_minor: number } & Cash)
  | { kind: "PAID_IN" | "PAID_OUT" | "DROP"; amount_minor: number; reason: string };

export type DeedKind = Deed["kind"];

export interface Who {
  user_id: string;
  name: string;
}

/** The text of an operation, in the order in which it is hashed (docs/adr/0045-offline-tills.md). No `receipt_number`: no receipt is given. */
export type Content = Deed & {
  format: 1;
  at: string;
  site: string;
  till: string;
  shift_id: string;
  cashier: string;
  cashier_id: string;
  series: string;
  currency: string;
  receipt_number?: number;
};

export type Outcome = "APPLIED" | "CONFLICT" | "REFUSED";

/** One link of a device's chain. */
export interface Operation {
  device: string;
  number: number;
  operation_id: string;
  document: string;
  previous_hash: string;
  hash: string;
  /** 1 until the server has said what became of it: an index cannot hold a boolean. */
  waiting: 0 | 1;
  /** The fuelling that it pays, else empty. */
  sale_id: string;
  answer: Answer | null;
}

export interface Answer {
  outcome: Outcome;
  reasons: readonly string[];
  words: string;
  sale_id: string;
  receipt_id: string;
  at: string;
}

export interface UnitPrice {
  grade_id: string;
  service_level: string;
  unit_price_milli: number;
}

/** What was true when the server was last heard. */
export interface Snapshot {
  taken_at: string;
  person: Who;
  /** Operations that the person may do at the site. */
  may: readonly string[];
  site: Site;
  shift: Shift;
  items: readonly Item[];
  prices: readonly UnitPrice[];
  payables: readonly SaleLive[];
}

export function keyOf(site: string, till: string): string {
  return `${site}/${till}`;
}

export function contentOf(operation: Pick<Operation, "document">): Content {
  return JSON.parse(operation.document) as Content;
}
