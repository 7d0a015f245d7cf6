/** What the live stream says. A message that is not understood is `null` and changes nothing. */

import type { Alert } from "@/lib/types";
import type { SaleLive } from "./sales";

export interface PumpStateEvent {
  type: "pump.state";
  site: string;
  pump: number;
  time: string;
  state: string;
  nozzle: number;
  reason: string;
}

export interface PumpRunningEvent {
  type: "pump.running";
  site: string;
  pump: number;
  time: string;
  nozzle: number;
  volume_ml: number;
  amount_minor: number;
  unit_price_milli: number;
  flow_rate_l_min: number;
}

export interface PumpTransactionEvent {
  type: "pump.transaction";
  site: string;
  pump: number;
  sequence: number;
  nozzle: number;
  grade: string;
  volume_ml: number;
  amount_minor: number;
  currency: string;
  unit_price_milli: number;
  started_at: string;
  finished_at: string;
  offline: boolean;
}

export interface TankReadingEvent {
  type: "tank.reading";
  site: string;
  tank: number;
  time: string;
  probe_status: string;
  product_level_mm: number | null;
  water_level_mm: number | null;
  temperature_c: number | null;
  density_kg_m3: number | null;
  total_observed_volume_l: number | null;
  water_volume_l: number | null;
}

export interface ControllerEvent {
  type: "controller.connection";
  site: string;
  online: boolean;
  software_version: string;
  time: string;
}

/** What a list shows of a sale; `SaleLive` says what the values mean. */
export interface SaleEvent {
  type: "sale";
  site: string;
  sale: SaleLive;
}

export interface PriceEvent {
  type: "price.changed";
  site: string;
  price_set: number;
  state: string;
  effective_at: string;
  unconfirmed_pumps: number[];
  version: number;
}

export interface ShiftEvent {
  type: "shift.changed";
  site: string;
  shift_id: string;
  state: string;
  till: string;
  cashier: string;
  time: string;
}

export interface DiscrepancyEvent {
  type: "discrepancy.changed";
  site: string;
  discrepancy_id: string;
  state: string;
}

export interface OfflineReplayedEvent {
  type: "offline.replayed";
  site: string;
  till: string;
  pending: number;
}

export interface OfflineConflictEvent {
  type: "offline.conflict";
  site: string;
  operation_id: string;
  state: string;
}

export interface PaymentEvent {
  type: "payment.changed";
  site: string;
  payment_id: string;
  sale_id: string;
  state: string;
}

export interface CardRefundEvent {
  type: "card_refund.changed";
  site: string;
  refund_id: string;
  payment_id: string;
  sale_id: string;
  state: string;
}

export interface DisputeEvent {
  type: "dispute.changed";
  site: string;
  dispute_id: string;
  payment_id: string;
}

export interface BreakEvent {
  type: "break.changed";
  site: string;
  break_id: string;
}

export interface AlertEvent {
  type: "alert";
  site: string;
  alert: Alert;
}

/** It is asked for again, so only its name matters. */
export interface IncidentEvent {
  type: "incident.opened" | "incident.updated" | "incident.closed";
  site: string;
  incident_id: string;
}

export type LiveEvent =
  | PumpStateEvent
  | PumpRunningEvent
  | PumpTransactionEvent
  | TankReadingEvent
  | ControllerEvent
  | SaleEvent
  | PriceEvent
  | ShiftEvent
  | DiscrepancyEvent
  | OfflineReplayedEvent
  | OfflineConflictEvent
  | PaymentEvent
  | CardRefundEvent
  | DisputeEvent
  | BreakEvent
  | AlertEvent
  | IncidentEvent;

export const EVENT_TYPES = [
  "pump.state", "pump.running", "pump.transaction", "tank.reading", "controller.connection",
  "alert.raised", "alert.acknowledged", "alert.resolved", "alert.updated", "incident.opened", "incident.updated", "incident.closed",
  "sale.changed", "sale.refunded", "price.changed", "shift.changed",
  "offline.replayed", "offline.conflict",
  "discrepancy.changed", "payment.changed", "card_refund.changed", "dispute.changed", "break.changed",
] as const;
export type EventType = (typeof EVENT_TYPES)[number];

type Kind = "string" | "number" | "boolean" | "time";

function isKind(value: unknown, kind: Kind): boolean {
  return kind === "time" ? typeof value === "string" && !Number.isNaN(Date.parse(value)) : typeof value === kind;
}

const NEEDED: Record<string, Record<string, Kind>> = {
  "pump.state": { pump: "number", time: "time", state: "string" },
  "pump.running": { pump: "number", time: "time", volume_ml: "number", amount_minor: "number" },
  "pump.transaction": { pump: "number", finished_at: "time", volume_ml: "number", amount_minor: "number", currency: "string" },
  "tank.reading": { tank: "number", time: "time" },
  "controller.connection": { online: "boolean", time: "time" },
  alert: { alert_id: "string", state: "string", raised_at: "time", version: "number" },
  sale: {
    sale_id: "string", state: "string", kind: "string", pump: "number", total_minor: "number", due_minor: "number", currency: "string",
    opened_at: "time", version: "number",
  },
  "price.changed": { price_set: "number", state: "string", version: "number" },
  "shift.changed": { shift_id: "string", state: "string", time: "time" },
  "discrepancy.changed": { discrepancy_id: "string", state: "string" },
  "offline.replayed": { till: "string", pending: "number" },
  "offline.conflict": { operation_id: "string", state: "string" },
  "payment.changed": { payment_id: "string", state: "string" },
  "card_refund.changed": { refund_id: "string", payment_id: "string", state: "string" },
  "dispute.changed": { dispute_id: "string", payment_id: "string" },
  "break.changed": { break_id: "string" },
  "incident.opened": { incident_id: "string" }, "incident.updated": { incident_id: "string" }, "incident.closed": { incident_id: "string" },
};

/** Alerts and sales tell of one thing in several events. */
function familyOf(type: string): string {
  return type.startsWith("alert.") ? "alert" : type.startsWith("sale.") ? "sale" : type;
}

export function parseEvent(type: string, text: string): LiveEvent | null {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof data !== "object" || data === null) return null;
  const record = data as Record<string, unknown>;
  const family = familyOf(type);
  const needed = NEEDED[family];
  if (!needed || typeof record.site !== "string") return null;
  if (Object.entries(needed).some(([name, kind]) => !isKind(record[name], kind))) return null;
  if (family === "alert") return { type: "alert", site: record.site, alert: record as unknown as Alert };
  if (family === "sale") return { type: "sale", site: record.site, sale: record as unknown as SaleLive };
  return { ...record, type } as unknown as LiveEvent;
}
