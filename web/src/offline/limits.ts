/** What may be done without the server. Pure. */

import type { Deed, Device, Snapshot } from "./types";

export type Refusal = "switched_off" | "too_long" | "too_many" | "too_much" | "already_paid" | "not_allowed" | "nothing" | "no_reason" | "given_too_little";

const CASH_KINDS = ["PAID_IN", "PAID_OUT", "DROP"];

/** Why nothing at all can be done now; null when something can. */
export function closedBy(device: Device, waiting: number, nowMs: number): Refusal | null {
  const { max_operations, max_age_s } = device.limits;
  if (max_operations === 0 || max_age_s === 0) return "switched_off";
  if (nowMs - Date.parse(device.heard_at) > max_age_s * 1000) return "too_long";
  return waiting >= max_operations ? "too_many" : null;
}

/** Why this cannot be done now; null when it can. */
export function refusal(device: Device, waiting: number, snapshot: Snapshot, deed: Deed, nowMs: number): Refusal | null {
  const closed = closedBy(device, waiting, nowMs);
  if (closed) return closed;
  if (!snapshot.may.includes(CASH_KINDS.includes(deed.kind) ? "shifts.operate" : "sales.sell")) return "not_allowed";
  const amount = "total_minor" in deed ? deed.total_minor : deed.amount_minor;
  if (amount <= 0) return "nothing";
  if ((deed.kind === "PAID_IN" || deed.kind === "PAID_OUT") && deed.reason === "") return "no_reason";
  if ("total_minor" in deed && amount > device.limits.max_sale_minor) return "too_much";
  return "given_minor" in deed && deed.given_minor < deed.total_minor ? "given_too_little" : null;
}
