/** Silences in words. Pure. */

import { texts } from "@/i18n/language";
import { wordTable } from "@/i18n/tables";
import { deviceName } from "./format";
import type { Silence, SilenceKind } from "./rule-types";
import { everyWord } from "./rule-words";
import type { Look } from "./selling-words";

export const SILENCE_KINDS: Record<SilenceKind, string> = wordTable(["SILENCE", "MAINTENANCE"] as const, (key) => texts("alerts")(`silenceKind.${key}`));

export function silenceLook({ cancelled_at, starts_at, ends_at }: Silence, nowMs: number): Look {
  const t = texts("alerts");
  if (cancelled_at !== null) return { word: t("silenceState.cancelled"), tone: "muted", icon: "close" };
  if (Date.parse(ends_at) <= nowMs) return { word: t("silenceState.over"), tone: "muted", icon: "check" };
  return Date.parse(starts_at) > nowMs ? { word: t("silenceState.toCome"), tone: "info", icon: "info" } : { word: t("silenceState.inForce"), tone: "warn", icon: "mute" };
}

/** Whether it can still be cancelled. */
export function isOpen({ cancelled_at, ends_at }: Silence, nowMs: number): boolean {
  return cancelled_at === null && Date.parse(ends_at) > nowMs;
}

/** Which alerts: "Tank low, Pump 3, critical ones too". */
export function coversWord({ rule, device, critical }: Pick<Silence, "rule" | "device" | "critical">, ruleName: (id: string) => string): string {
  const t = texts("alerts");
  const which = [rule && ruleName(rule), device && (device.includes("/") ? deviceName(device) : everyWord(device))].filter(Boolean).join(", ") || t("silence.everyAlert");
  return critical ? t("silence.coversCritical", { which }) : t("silence.coversNot", { which });
}

/** Hours. */
export const LASTING = ["1", "4", "24", "72"] as const;
