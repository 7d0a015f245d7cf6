/** The chain of a device: each link is the SHA-256 of the one before and of its own text. */

import { hex, unhex, uuid7 } from "./uuid7";
import { type Content, type Deed, type Device, type Operation, type Snapshot } from "./types";

export async function linkHash(previous: string, document: string): Promise<string> {
  const before = unhex(previous);
  const text = new TextEncoder().encode(document);
  const whole = new Uint8Array(before.length + text.length);
  whole.set(before);
  whole.set(text, before.length);
  return hex(new Uint8Array(await crypto.subtle.digest("SHA-256", whole)));
}

/** A receipt is given for what is sold, and none for cash that only moves. */
export function hasReceipt(kind: Deed["kind"]): boolean {
  return kind === "SHOP_SALE" || kind === "FUEL_CASH" || kind === "FUEL_TYPED";
}

function content(device: Device, snapshot: Snapshot, deed: Deed, nowMs: number): Content {
  const { site, shift, person } = snapshot;
  return {
    format: 1, at: new Date(nowMs).toISOString(), site: site.site_id, till: shift.till, shift_id: shift.shift_id, cashier: person.name,
    cashier_id: person.user_id, series: device.series, currency: site.currency, ...(hasReceipt(deed.kind) ? { receipt_number: device.receipt_number + 1 } : {}), ...deed,
  };
}

/** The next link, not kept yet. */
export async function linked(device: Device, snapshot: Snapshot, deed: Deed, nowMs: number): Promise<Operation> {
  const document = JSON.stringify(content(device, snapshot, deed, nowMs));
  return {
    device: device.key, number: device.number + 1, operation_id: uuid7(nowMs), document, previous_hash: device.hash, hash: await linkHash(device.hash, document),
    waiting: 1, sale_id: deed.kind === "FUEL_CASH" ? deed.sale_id : "", answer: null,
  };
}

/** The device after it. */
export function advanced(device: Device, operation: Operation, kind: Deed["kind"]): Device {
  return { ...device, number: operation.number, hash: operation.hash, receipt_number: device.receipt_number + (hasReceipt(kind) ? 1 : 0) };
}
