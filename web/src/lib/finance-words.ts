/** The ledger, payouts and reconciliation in words. */

import { currentLocale, texts } from "@/i18n/language";
import type { Messages } from "@/i18n/messages";
import { known, lookTable, wordTable } from "@/i18n/tables";
import { fullStamp } from "./format";
import { sentence, type Look } from "./selling-words";

interface Words {
  word: string;
  means: string;
}

type Plain = Omit<Look, "word">;

export function breakWords(name: string): Words {
  const key = name.toLowerCase();
  return { word: known("money", `break.${key}`) ?? sentence(name), means: known("money", `breakMeans.${key}`) ?? "" };
}

/** A word as it stands within a sentence; German keeps its capitals. */
export function inSentence(word: string): string {
  return currentLocale() === "de" ? word : word.toLowerCase();
}

export function resolutionLook(resolution: string): Look {
  const t = texts("money");
  return resolution.toLowerCase() === "healed" ? { word: t("breaks.healed"), tone: "ok", icon: "check" } : { word: t("breaks.explained"), tone: "muted", icon: "check" };
}

export const ACCOUNTS = wordTable(["stripe_clearing", "takings", "fees", "bank", "customer_receivable", "disputed", "bad_debt", "counter_cash"] as const, (key) => texts("money")(`account.${key}`));

export function accountWords(account: string): Words {
  return { word: known("money", `account.${account}`) ?? sentence(account), means: known("money", `accountMeans.${account}`) ?? "" };
}

export function entryWord(kind: string): string {
  return known("money", `entry.${kind}`) ?? sentence(kind);
}

const PAYOUT_STATES: Record<string, Look> = lookTable<keyof Messages["money"]["payoutState"], Plain>({
  pending: { tone: "info", icon: "refresh" },
  in_transit: { tone: "info", icon: "swap" },
  paid: { tone: "ok", icon: "check" },
  failed: { tone: "bad", icon: "warning" },
  canceled: { tone: "muted", icon: "cross" },
}, (key) => texts("money")(`payoutState.${key}`));

export function payoutLook(status: string): Look {
  return PAYOUT_STATES[status.toLowerCase()] ?? { word: sentence(status), tone: "idle", icon: "question" };
}

/** "5 Dec 2026, 12:00:00 by jo"; who is left out when nobody is known. */
export function stampBy(time: string, name: string, zone: string): string {
  return name ? texts("money")("timeBy", { time: fullStamp(time, zone), name }) : fullStamp(time, zone);
}

const MINUTE_MS = 60_000;

/** "12 min", "5 h", "3 d": how long something has been open. */
export function ageWord(fromMs: number, nowMs: number): string {
  const t = texts("money");
  const minutes = Math.floor(Math.max(0, nowMs - fromMs) / MINUTE_MS);
  if (minutes < 60) return t("age.minutes", { n: String(minutes) });
  if (minutes < 48 * 60) return t("age.hours", { n: String(Math.floor(minutes / 60)) });
  return t("age.days", { n: String(Math.floor(minutes / 1440)) });
}

/** How long is left until a deadline: "in 3 d", "in 5 h", "too late". */
export function leftWord(untilMs: number, nowMs: number): string {
  const t = texts("money");
  return untilMs <= nowMs ? t("age.tooLate") : t("age.in", { age: ageWord(nowMs, untilMs) });
}
