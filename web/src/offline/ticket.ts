/** What is rung up offline: a fuelling or none, shop items, cash. Pure; money in minor units. */

import { minorDigits } from "@/lib/format";
import type { Item } from "@/lib/till-types";
import type { SaleLive } from "@/live/sales";
import type { Cash, Deed, FuelBought, ShopLine, Snapshot } from "./types";

/** A fuelling that the till knew before, or one that somebody reads from the pump. */
export type Fuel = { kind: "known"; sale: SaleLive } | { kind: "typed"; pump: number; amount_minor: number };

export interface Draft {
  fuel: Fuel | null;
  lines: readonly ShopLine[];
}

const MOST = 99;

export function fuelMinor(fuel: Fuel | null): number {
  if (!fuel) return 0;
  return fuel.kind === "known" ? fuel.sale.due_minor : fuel.amount_minor;
}

export function linesMinor(lines: readonly ShopLine[]): number {
  return lines.reduce((sum, line) => sum + line.quantity * line.unit_price_minor, 0);
}

export function totalMinor(draft: Draft): number {
  return fuelMinor(draft.fuel) + linesMinor(draft.lines);
}

/** One more of an item; the price is what it was when the server was last heard. */
export function withItem(lines: readonly ShopLine[], item: Item): readonly ShopLine[] {
  const known = lines.find((line) => line.item_id === item.item_id);
  if (known) return lines.map((line) => (line === known ? { ...line, quantity: Math.min(MOST, line.quantity + 1) } : line));
  return [...lines, { item_id: item.item_id, code: item.barcode, name: item.name, quantity: 1, unit_price_minor: item.price_minor, vat_rate_bp: item.vat_rate_bp }];
}

/** One less; the last one takes the line away. */
export function withoutItem(lines: readonly ShopLine[], item_id: string): readonly ShopLine[] {
  return lines.flatMap((line) => (line.item_id !== item_id ? [line] : line.quantity > 1 ? [{ ...line, quantity: line.quantity - 1 }] : []));
}

export function itemsFor(items: readonly Item[], search: string): readonly Item[] {
  const words = search.trim().toLowerCase().split(/\s+/).filter(Boolean);
  const sold = items.filter((item) => item.active);
  return sold.filter((item) => words.every((word) => `${item.item_id} ${item.name} ${item.barcode}`.toLowerCase().includes(word)));
}

export function itemOf(items: readonly Item[], barcode: string): Item | undefined {
  return items.find((item) => item.active && item.barcode === barcode);
}

/** A ticket with these may be paid in cash without the server. */
export function payableOffline(sale: SaleLive, shift_id: string): boolean {
  const free = sale.state === "PAYABLE" || (sale.state === "LOCKED" && sale.shift_id === shift_id);
  return free && sale.due_minor > 0 && ["POST_PAY", "ATTENDANT"].includes(sale.kind);
}

/** Known fuellings that nobody paid at this browser yet. */
export function payables(snapshot: Snapshot, paid: ReadonlySet<string>): readonly SaleLive[] {
  return snapshot.payables.filter((sale) => payableOffline(sale, snapshot.shift.shift_id) && !paid.has(sale.sale_id));
}

const MILLI_ML = 1_000_000;

/** The price in force if it gives the amount, else the one that the amount comes from; null of no fuel. */
function unitPriceOf({ prices }: Snapshot, { grade, volume_ml, total_minor, currency }: SaleLive): number | null {
  if (volume_ml <= 0) return null;
  const factor = 10 ** minorDigits(currency);
  const fits = prices.find((one) => one.grade_id === grade && Math.abs((volume_ml * one.unit_price_milli * factor) / MILLI_ML - total_minor) < 1);
  return fits?.unit_price_milli ?? Math.round((total_minor * MILLI_ML) / (volume_ml * factor));
}

function bought(snapshot: Snapshot, sale: SaleLive): FuelBought {
  const { pump, grade, volume_ml, due_minor } = sale;
  const vat_rate_bp = snapshot.site.grades.find((one) => one.grade_id === grade)?.vat_rate_bp ?? null;
  return { pump, grade, volume_ml, amount_minor: due_minor, unit_price_milli: unitPriceOf(snapshot, sale), vat_rate_bp };
}

/** `given_minor` covers the total; what is too much is given back. */
export function deedOf(snapshot: Snapshot, draft: Draft, given_minor: number): Deed {
  const total_minor = totalMinor(draft);
  const cash: Cash = { total_minor, given_minor, change_minor: Math.max(0, given_minor - total_minor) };
  const lines = [...draft.lines];
  if (draft.fuel?.kind === "known") return { kind: "FUEL_CASH", sale_id: draft.fuel.sale.sale_id, ...bought(snapshot, draft.fuel.sale), lines, ...cash };
  if (draft.fuel) return { kind: "FUEL_TYPED", pump: draft.fuel.pump, amount_minor: draft.fuel.amount_minor, ...cash };
  return { kind: "SHOP_SALE", lines, ...cash };
}
