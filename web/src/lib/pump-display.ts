/** What a pump's display stands at: like the real one, it keeps the last sale until a nozzle is lifted. */

import type { PumpLive } from "@/live/state";
import { isBeforeFlow, isFuelling } from "./ifsf";

export interface PumpDisplay {
  /** `running` counts, `zero` waits for flow, `last` is the finished sale, `none` is not known. */
  kind: "running" | "zero" | "last" | "none";
  volumeMl: number;
  amountMinor: number;
  /** 0 when not known. */
  unitPriceMilli: number;
  nozzle: number;
  time: string | null;
}

const NONE: PumpDisplay = { kind: "none", volumeMl: 0, amountMinor: 0, unitPriceMilli: 0, nozzle: 0, time: null };

export function pumpDisplay(pump: PumpLive): PumpDisplay {
  const { running, transaction } = pump;
  if (isBeforeFlow(pump.state)) return { ...NONE, kind: "zero", nozzle: pump.nozzle, time: pump.stateTime };
  if (isFuelling(pump.state) && running && isThisDelivery(pump, running.time)) return { ...running, kind: "running", nozzle: running.nozzle || pump.nozzle };
  if (isFuelling(pump.state)) return { ...NONE, kind: "zero", nozzle: pump.nozzle };
  const sold = transaction !== null && (!running || Date.parse(transaction.finished_at) >= Date.parse(running.time) - 5000);
  if (sold) {
    return {
      kind: "last", volumeMl: transaction.volume_ml, amountMinor: transaction.amount_minor,
      unitPriceMilli: transaction.unit_price_milli, nozzle: transaction.nozzle, time: transaction.finished_at,
    };
  }
  return running ? { ...running, kind: "last" } : NONE;
}

const SLACK_MS = 2000;

function isThisDelivery(pump: PumpLive, countedAt: string): boolean {
  return pump.flowingSince === null || Date.parse(countedAt) >= Date.parse(pump.flowingSince) - SLACK_MS;
}

const SILENT_MS = 20_000;

/** A pump that fuels but has not counted for a while. */
export function isSilent(pump: PumpLive, nowMs: number): boolean {
  return pump.state === "FUELLING" && pump.running !== null && nowMs - Date.parse(pump.running.time) > SILENT_MS
    && pump.stateTime !== null && nowMs - Date.parse(pump.stateTime) > SILENT_MS;
}
