/** States and kinds of selling: their word, and how a screen shows them (never by colour alone). */

import type { IconName } from "@/components/icon";
import { currentLocale, texts } from "@/i18n/language";
import { known, lookTable, wordTable } from "@/i18n/tables";
import type { Tone } from "./ifsf";
import type { Sale, Shift } from "./selling-types";

export { refusalCode } from "./refusal-code";

export interface Look {
  word: string;
  tone: Tone;
  icon: IconName;
}

type Plain = Omit<Look, "word">;

export const SALE_STATES: Record<Sale["state"], Look> = lookTable<Sale["state"], Plain>({
  REQUESTED: { tone: "info", icon: "refresh" },
  AUTHORISED: { tone: "info", icon: "check" },
  FUELLING: { tone: "ok", icon: "drop" },
  PAYABLE: { tone: "warn", icon: "till" },
  LOCKED: { tone: "info", icon: "lock" },
  CLEARED: { tone: "ok", icon: "check" },
  REFUSED: { tone: "bad", icon: "cross" },
  ENDED: { tone: "muted", icon: "cross" },
  VOIDED: { tone: "muted", icon: "cross" },
}, (key) => texts("selling")(`saleState.${key}`));

const CLEARINGS: Record<NonNullable<Sale["clearing"]>, Look> = lookTable<NonNullable<Sale["clearing"]>, Plain>({
  PAID: { tone: "ok", icon: "check" },
  ZERO: { tone: "muted", icon: "check" },
  PUMP_TEST: { tone: "idle", icon: "nozzle" },
  OWN_USE: { tone: "idle", icon: "user" },
  DRIVE_OFF: { tone: "bad", icon: "warning" },
  NO_MEANS: { tone: "bad", icon: "warning" },
}, (key) => texts("selling")(`clearing.${key}`));

/** A cleared sale shows how it was settled. */
export function saleLook({ state, clearing }: Pick<Sale, "state" | "clearing">): Look {
  return state === "CLEARED" && clearing ? CLEARINGS[clearing] : SALE_STATES[state];
}

export const SALE_KINDS: Record<Sale["kind"], string> = wordTable(["POST_PAY", "PRE_PAY", "ATTENDANT", "PUMP_TEST", "OWN_USE", "SHOP"] as const, (key) => texts("selling")(`saleKind.${key}`));

export const ORIGINS: Record<Sale["origin"], string> = wordTable(["POS", "UNAUTHORISED", "OFFLINE"] as const, (key) => texts("selling")(`origin.${key}`));

export const TENDERS: Record<string, string> = wordTable(["CASH", "ACCOUNT", "CARD", "RECEIVABLE"] as const, (key) => texts("selling")(`tender.${key}`));

/** A debt has the word of its clearing, and one kind of its own. */
export function clearingWord(clearing: string): string {
  if (clearing === "") return texts("selling")("notSettled");
  return known("selling", `clearing.${clearing}`) ?? sentence(clearing);
}

export const REFUND_STATES: Record<string, Look> = lookTable<"REQUESTED" | "APPROVED" | "DECLINED", Plain>({
  REQUESTED: { tone: "warn", icon: "bell" },
  APPROVED: { tone: "ok", icon: "check" },
  DECLINED: { tone: "muted", icon: "cross" },
}, (key) => texts("selling")(`refundState.${key}`));

export const DEBT_STATES: Record<string, Look> = lookTable<"OPEN" | "SETTLED" | "WRITTEN_OFF", Plain>({
  OPEN: { tone: "bad", icon: "warning" },
  SETTLED: { tone: "ok", icon: "check" },
  WRITTEN_OFF: { tone: "muted", icon: "cross" },
}, (key) => texts("selling")(`debtState.${key}`));

export const PRICE_SET_STATES: Record<string, Look> = lookTable<"SCHEDULED" | "SENDING" | "IN_FORCE" | "SUPERSEDED" | "CANCELLED", Plain>({
  SCHEDULED: { tone: "info", icon: "bell" },
  SENDING: { tone: "warn", icon: "refresh" },
  IN_FORCE: { tone: "ok", icon: "check" },
  SUPERSEDED: { tone: "muted", icon: "down" },
  CANCELLED: { tone: "muted", icon: "cross" },
}, (key) => texts("selling")(`priceSetState.${key}`));

export const COMMAND_OUTCOMES: Record<string, Look> = lookTable<"ACCEPTED" | "REFUSED" | "NOT_SENT" | "UNKNOWN", Plain>({
  ACCEPTED: { tone: "ok", icon: "check" },
  REFUSED: { tone: "bad", icon: "cross" },
  NOT_SENT: { tone: "warn", icon: "unlink" },
  UNKNOWN: { tone: "warn", icon: "question" },
}, (key) => texts("selling")(`commandOutcome.${key}`));

export function commandWord(kind: string): string {
  return known("selling", `commandKind.${kind}`) ?? sentence(kind);
}

export const RECEIPT_KINDS: Record<string, string> = wordTable(["RECEIPT", "CREDIT", "DEBT_PAYMENT", "TEST_SLIP", "INVOICE", "OFFLINE_SLIP"] as const, (key) => texts("selling")(`receiptKind.${key}`));

export const MOVEMENTS: Record<string, string> = wordTable(["PAID_IN", "PAID_OUT", "SAFE_DROP", "NO_SALE"] as const, (key) => texts("selling")(`movement.${key}`));

export const SHIFT_MODES: Record<Shift["mode"], string> = wordTable(["PER_CASHIER", "PER_TILL"] as const, (key) => texts("selling")(`shiftMode.${key}`));

export function discrepancyWords(kind: string): { word: string; means: string } {
  return { word: known("selling", `discrepancy.${kind}`) ?? sentence(kind), means: known("selling", `discrepancyMeans.${kind}`) ?? "" };
}

export function stepWord(what: string): string {
  return known("selling", `step.${what}`) ?? sentence(what);
}

/** A word of a table inside a sentence: German keeps its capitals. */
export function within(word: string): string {
  return currentLocale() === "de" ? word : word.toLowerCase();
}

/** `no_answer` → "No answer". */
export function sentence(code: string): string {
  const words = code.replace(/_/g, " ").trim().toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

export function options(words: Record<string, string | Look>): { value: string; word: string }[] {
  return Object.entries(words).map(([value, word]) => ({ value, word: typeof word === "string" ? word : word.word }));
}
