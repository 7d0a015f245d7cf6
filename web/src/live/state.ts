/** What the screens show live, and how an event or a REST answer changes it. Pure: newest time wins. */

import { isFuelling } from "@/lib/ifsf";
import { minorDigits } from "@/lib/format";
import type { PumpSaid } from "@/lib/till-types";
import type { Alert, Controller, Pump, Tank, TankConfig, TankReading } from "@/lib/types";
import type { PumpRunningEvent, PumpStateEvent, PumpTransactionEvent } from "./events";

export interface Running {
  time: string;
  nozzle: number;
  volumeMl: number;
  amountMinor: number;
  /** 0 when not known: the REST answer has no price. */
  unitPriceMilli: number;
  flowLMin: number;
  /** Turns with every count that arrives, for a sign that moves as the pump counts. */
  beat: boolean;
}

export interface PumpLive {
  state: string | null;
  stateTime: string | null;
  nozzle: number;
  /** Why it is in this state, in snake case; empty when not known. */
  reason: string;
  /** By an emergency stop, until it opens again. */
  stopped: boolean;
  /** When this delivery began to flow, if we saw it begin; counts from before are the last customer's. */
  flowingSince: string | null;
  running: Running | null;
  transaction: PumpTransactionEvent | null;
}

export type TankLive = TankReading & { time: string };

export interface ControllerLive {
  online: boolean | null;
  softwareVersion: string;
  since: string | null;
  lastSeen: string | null;
}

export const NO_PUMP: PumpLive = { state: null, stateTime: null, nozzle: 0, reason: "", stopped: false, flowingSince: null, running: null, transaction: null };

/** RFC 3339 times differ in their fractions, so they are compared as instants. */
export function isNewer(time: string | null, than: string | null): boolean {
  if (time === null) return false;
  return than === null || Date.parse(time) >= Date.parse(than);
}

export function pumpStateChanged(pump: PumpLive, event: PumpStateEvent): PumpLive {
  if (!isNewer(event.time, pump.stateTime)) return pump;
  const begins = isFuelling(event.state) && pump.state !== null && !isFuelling(pump.state);
  const flowingSince = begins ? event.time : pump.flowingSince;
  const reason = event.reason ?? "";
  const stopped = isStopped(event.state, reason) ?? pump.stopped;
  return { ...pump, state: event.state, stateTime: event.time, nozzle: event.nozzle ?? 0, reason, stopped, flowingSince };
}

/** What a change of state says of an emergency stop; null: nothing. A pump that is open is not stopped. */
function isStopped(state: string, reason: string): boolean | null {
  if (reason === "emergency_stop") return true;
  return state === "CLOSED" || state === "INOPERATIVE" ? null : false;
}

export function pumpRan(pump: PumpLive, event: PumpRunningEvent): PumpLive {
  if (!isNewer(event.time, pump.running?.time ?? null)) return pump;
  const running = {
    time: event.time, nozzle: event.nozzle ?? 0, volumeMl: event.volume_ml, amountMinor: event.amount_minor,
    unitPriceMilli: event.unit_price_milli ?? 0, flowLMin: event.flow_rate_l_min ?? 0, beat: !pump.running?.beat,
  };
  return { ...pump, running };
}

export function pumpSold(pump: PumpLive, event: PumpTransactionEvent): PumpLive {
  return isNewer(event.finished_at, pump.transaction?.finished_at ?? null) ? { ...pump, transaction: event } : pump;
}

/** A REST answer fills in what is older or not known. */
export function pumpSeeded(pump: PumpLive, rest: Pump, currency: string): PumpLive {
  let next = pump;
  if (rest.state_time !== null && isNewer(rest.state_time, pump.stateTime) && rest.state_time !== pump.stateTime) {
    next = { ...next, state: rest.state, stateTime: rest.state_time, nozzle: 0, flowingSince: null };
  }
  const known = pump.running?.time ?? null;
  if (rest.running_time !== null && rest.running_volume_l !== null && isNewer(rest.running_time, known) && rest.running_time !== known) {
    const amountMinor = Math.round((rest.running_amount ?? 0) * 10 ** minorDigits(currency));
    const volumeMl = Math.round(rest.running_volume_l * 1000);
    const running = { time: rest.running_time, nozzle: 0, volumeMl, amountMinor, unitPriceMilli: 0, flowLMin: rest.flow_rate_l_min ?? 0, beat: false };
    next = { ...next, running };
  }
  return next;
}

/** What pos heard of the pump: as `pumpSeeded`, and an emergency stop that began before we listened. */
export function pumpSaid(pump: PumpLive, said: PumpSaid): PumpLive {
  if (said.time === null || !isNewer(said.time, pump.stateTime)) return pump;
  if (pump.stateTime && Date.parse(said.time) === Date.parse(pump.stateTime)) {
    return said.emergency_stopped === pump.stopped ? pump : { ...pump, stopped: said.emergency_stopped };
  }
  return { ...pump, state: said.state, stateTime: said.time, nozzle: said.nozzle, reason: said.reason, stopped: said.emergency_stopped, flowingSince: null };
}

export function tankRead(tank: TankLive | undefined, reading: TankLive): TankLive {
  return !tank || isNewer(reading.time, tank.time) ? reading : tank;
}

const READING_FIELDS = [
  "product_level_mm", "water_level_mm", "temperature_c", "density_kg_m3", "total_observed_volume_l", "water_volume_l",
] as const;

/** The reading within an event or a REST answer; `null` when there is none yet. */
export function tankReading(source: TankReading): TankLive | null {
  if (source.time === null) return null;
  const values = Object.fromEntries(READING_FIELDS.map((name) => [name, source[name] ?? null]));
  return { ...NO_READING, ...values, time: source.time, probe_status: source.probe_status ?? null };
}

const NO_READING: TankReading = {
  time: null, probe_status: null, product_level_mm: null, water_level_mm: null, temperature_c: null,
  density_kg_m3: null, total_observed_volume_l: null, water_volume_l: null,
};

export function withReading(tank: TankConfig, reading: TankReading = NO_READING): Tank {
  return { ...tank, ...NO_READING, ...reading };
}

export function controllerSeen(now: ControllerLive | undefined, next: ControllerLive): ControllerLive {
  return !now || isNewer(next.since, now.since) ? next : now;
}

export function restController(rest: Controller): ControllerLive {
  return { online: rest.online, softwareVersion: rest.software_version ?? "", since: rest.changed_at, lastSeen: rest.last_seen_at };
}

/** An alert of an incident is not shown by itself: the head of the incident stands for it. */
export function isOpen(alert: Alert): boolean {
  return alert.state !== "RESOLVED" && alert.suppression !== "INCIDENT";
}

/** Open alerts, newest first; an older version of one that is known changes nothing. */
export function alertChanged(alerts: readonly Alert[], alert: Alert): readonly Alert[] {
  const known = alerts.find((one) => one.alert_id === alert.alert_id);
  if (known && known.version >= alert.version) return alerts;
  const others = alerts.filter((one) => one.alert_id !== alert.alert_id);
  return isOpen(alert) ? newestFirst([...others, alert]) : others;
}

/** A REST list replaces ours; what the stream said since it was asked for comes on top. */
export function alertsSeeded(rest: readonly Alert[], since: readonly Alert[]): readonly Alert[] {
  return since.reduce<readonly Alert[]>(alertChanged, newestFirst(rest.filter(isOpen)));
}

function newestFirst(alerts: Alert[]): Alert[] {
  return alerts.sort((a, b) => Date.parse(b.raised_at) - Date.parse(a.raised_at) || b.alert_id.localeCompare(a.alert_id));
}
