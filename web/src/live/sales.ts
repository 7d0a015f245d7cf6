/** The sales of a site that are not over, and how an event or a REST answer changes them. Pure: the newest version wins. */

import type { Sale } from "@/lib/selling-types";

/** A sale as a list shows it. Money in minor units, volume in ml; `due_minor` below zero is change to be given. */
export interface SaleLive {
  sale_id: string;
  state: string;
  kind: string;
  origin: string;
  clearing: string | null;
  pump: number;
  grade: string;
  volume_ml: number;
  total_minor: number;
  due_minor: number;
  currency: string;
  max_amount_minor: number;
  max_volume_ml: number;
  /** Has it while it is LOCKED, and cleared it. */
  shift_id: string;
  opened_by: string;
  opened_at: string;
  payable_at: string | null;
  reason: string;
  version: number;
}

export interface Sales {
  /** Oldest first. */
  open: readonly SaleLive[];
  /** The last that ended while we listened, newest first. */
  over: readonly SaleLive[];
}

export const NO_SALES: Sales = { open: [], over: [] };

const OPEN_STATES = ["REQUESTED", "AUTHORISED", "FUELLING", "PAYABLE", "LOCKED"];
const REMEMBERED = 60;

/** A prepayment that came to nothing, and is still to be given back. */
function isOwedBack(sale: SaleLive): boolean {
  return sale.due_minor < 0 && ["REFUSED", "ENDED"].includes(sale.state);
}

export function isOpenSale(sale: SaleLive): boolean {
  return OPEN_STATES.includes(sale.state) || isOwedBack(sale);
}

/** A finished fuelling, a shop ticket, or money to be given back: it waits for a cashier. */
export function isPayable(sale: SaleLive): boolean {
  return sale.state === "PAYABLE" || sale.state === "LOCKED" || isOwedBack(sale);
}

export function saleLive(sale: Sale): SaleLive {
  const fuel = sale.lines.find((line) => line.fuel !== null)?.fuel;
  return {
    sale_id: sale.sale_id, state: sale.state, kind: sale.kind, origin: sale.origin, clearing: sale.clearing, pump: sale.pump,
    grade: fuel?.grade_id ?? "", volume_ml: fuel?.volume_ml ?? 0, total_minor: sale.total_minor, due_minor: sale.due_minor, currency: sale.currency,
    max_amount_minor: sale.max_amount_minor, max_volume_ml: sale.max_volume_ml, shift_id: sale.shift_id, opened_by: sale.opened_by,
    opened_at: sale.opened_at, payable_at: sale.payable_at, reason: sale.reason, version: sale.version,
  };
}

export function saleChanged(sales: Sales, sale: SaleLive): Sales {
  const known = [...sales.open, ...sales.over].find((one) => one.sale_id === sale.sale_id);
  if (known && known.version >= sale.version) return sales;
  const open = without(sales.open, sale);
  const over = without(sales.over, sale);
  return isOpenSale(sale) ? { open: oldestFirst([...open, sale]), over } : { open, over: [sale, ...over].slice(0, REMEMBERED) };
}

/** A REST list replaces what is open; what was heard since it was asked for comes on top. */
export function salesSeeded(sales: Sales, rest: readonly SaleLive[], since: readonly SaleLive[]): Sales {
  const seeded: Sales = { open: oldestFirst(rest.filter(isOpenSale)), over: sales.over };
  return since.reduce(saleChanged, seeded);
}

/** The open sales of a pump, the same array as before when nothing about them changed. */
export function salesAt(sales: Sales, pump: number, before: readonly SaleLive[] | undefined): readonly SaleLive[] {
  const now = sales.open.filter((sale) => sale.pump === pump);
  const same = before?.length === now.length && now.every((sale, i) => sale === before[i]);
  return same ? before : now;
}

/** The one that the pump works for: requested, authorised or fuelling. */
export function currentSale(sales: readonly SaleLive[]): SaleLive | undefined {
  return sales.findLast((sale) => ["REQUESTED", "AUTHORISED", "FUELLING"].includes(sale.state));
}

function without(sales: readonly SaleLive[], gone: SaleLive): SaleLive[] {
  return sales.filter((sale) => sale.sale_id !== gone.sale_id);
}

function since(sale: SaleLive): number {
  return Date.parse(sale.payable_at ?? sale.opened_at);
}

function oldestFirst(sales: SaleLive[]): SaleLive[] {
  return sales.sort((a, b) => since(a) - since(b) || a.sale_id.localeCompare(b.sale_id));
}
