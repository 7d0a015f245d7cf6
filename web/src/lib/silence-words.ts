/** Silences in words. Pure. */

import { deviceName } from "./format";
import type { Silence, SilenceKind } from "./rule-types";
import type { Look } from "./selling-words";

export const SILENCE_KINDS: Record<SilenceKind, { word: string; means: string }> = {
  SILENCE: { word: "Silence", means: "Somebody knows already. At most 7 days." },
  MAINTENANCE: { word: "Maintenance", means: "Work is done there. At most 30 days; such alerts are in no statistics." },
};

export function silenceLook({ cancelled_at, starts_at, ends_at }: Silence, nowMs: number): Look {
  if (cancelled_at !== null) return { word: "Cancelled", tone: "muted", icon: "close" };
  if (Date.parse(ends_at) <= nowMs) return { word: "Over", tone: "muted", icon: "check" };
  return Date.parse(starts_at) > nowMs ? { word: "To come", tone: "info", icon: "info" } : { word: "In force", tone: "warn", icon: "mute" };
}

/** Whether it can still be cancelled. */
export function isOpen({ cancelled_at, ends_at }: Silence, nowMs: number): boolean {
  return cancelled_at === null && Date.parse(ends_at) > nowMs;
}

/** Which alerts: "Tank low, Pump 3, critical ones too". */
export function coversWord({ rule, device, critical }: Pick<Silence, "rule" | "device" | "critical">, ruleName: (id: string) => string): string {
  const which = [rule && ruleName(rule), device && (device.includes("/") ? deviceName(device) : `every ${device}`)].filter(Boolean).join(", ");
  return `${which || "Every alert"}, ${critical ? "critical ones too" : "but no critical ones"}`;
}

/** Hours. */
export const LASTING = [{ value: "1", word: "1 hour" }, { value: "4", word: "4 hours" }, { value: "24", word: "1 day" }, { value: "72", word: "3 days" }] as const;
