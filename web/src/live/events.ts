/** What the live stream says. A message that is not understood is `null` and changes nothing. */

import type { Alert } from "@/lib/types";

export interface PumpStateEvent {
  type: "pump.state";
  site: string;
  pump: number;
  time: string;
  state: string;
  nozzle: number;
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

export interface AlertEvent {
  type: "alert";
  site: string;
  alert: Alert;
}

export type LiveEvent =
  | PumpStateEvent
  | PumpRunningEvent
  | PumpTransactionEvent
  | TankReadingEvent
  | ControllerEvent
  | AlertEvent;

export const EVENT_TYPES = [
  "pump.state", "pump.running", "pump.transaction", "tank.reading", "controller.connection",
  "alert.raised", "alert.acknowledged", "alert.resolved",
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
  "alert.raised": { alert_id: "string", state: "string", raised_at: "time", version: "number" },
};

export function parseEvent(type: string, text: string): LiveEvent | null {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof data !== "object" || data === null) return null;
  const record = data as Record<string, unknown>;
  const isAlert = type.startsWith("alert.");
  const needed = NEEDED[isAlert ? "alert.raised" : type];
  if (!needed || typeof record.site !== "string") return null;
  if (Object.entries(needed).some(([name, kind]) => !isKind(record[name], kind))) return null;
  if (isAlert) return { type: "alert", site: record.site, alert: record as unknown as Alert };
  return { ...record, type } as unknown as LiveEvent;
}
