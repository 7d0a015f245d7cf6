/** States and kinds of selling: their word, and how a screen shows them (never by colour alone). */

import type { IconName } from "@/components/icon";
import type { Tone } from "./ifsf";
import type { Sale, Shift } from "./selling-types";

export interface Look {
  word: string;
  tone: Tone;
  icon: IconName;
}

export const SALE_STATES: Record<Sale["state"], Look> = {
  REQUESTED: { word: "Requested", tone: "info", icon: "refresh" },
  AUTHORISED: { word: "Authorised", tone: "info", icon: "check" },
  FUELLING: { word: "Fuelling", tone: "ok", icon: "drop" },
  PAYABLE: { word: "Payable", tone: "warn", icon: "till" },
  LOCKED: { word: "Locked", tone: "info", icon: "lock" },
  CLEARED: { word: "Cleared", tone: "ok", icon: "check" },
  REFUSED: { word: "Refused", tone: "bad", icon: "cross" },
  ENDED: { word: "Ended", tone: "muted", icon: "cross" },
  VOIDED: { word: "Voided", tone: "muted", icon: "cross" },
};

const CLEARINGS: Record<NonNullable<Sale["clearing"]>, Look> = {
  PAID: { word: "Paid", tone: "ok", icon: "check" },
  ZERO: { word: "Zero", tone: "muted", icon: "check" },
  PUMP_TEST: { word: "Pump test", tone: "idle", icon: "nozzle" },
  OWN_USE: { word: "Own use", tone: "idle", icon: "user" },
  DRIVE_OFF: { word: "Drive-off", tone: "bad", icon: "warning" },
  NO_MEANS: { word: "No means of payment", tone: "bad", icon: "warning" },
};

/** A debt has the word of its clearing, and one kind of its own. */
const DEBT_KINDS: Record<string, string> = { CARD_SHORTFALL: "More dispensed than the card could be charged" };

/** A cleared sale shows how it was settled. */
export function saleLook({ state, clearing }: Pick<Sale, "state" | "clearing">): Look {
  return state === "CLEARED" && clearing ? CLEARINGS[clearing] : SALE_STATES[state];
}

export const SALE_KINDS: Record<Sale["kind"], string> = {
  POST_PAY: "Post-pay", PRE_PAY: "Pre-pay", ATTENDANT: "Attendant", PUMP_TEST: "Pump test", OWN_USE: "Own use", SHOP: "Shop",
};

export const ORIGINS: Record<Sale["origin"], string> = { POS: "Released from a till", UNAUTHORISED: "Nobody released the pump", OFFLINE: "Ran while the controller was offline" };

export const TENDERS: Record<string, string> = { CASH: "Cash", ACCOUNT: "Account", CARD: "Card", RECEIVABLE: "Owed by the customer" };

export function clearingWord(clearing: string): string {
  if (clearing === "") return "Not settled yet";
  if (DEBT_KINDS[clearing]) return DEBT_KINDS[clearing];
  return (CLEARINGS as Record<string, Look | undefined>)[clearing]?.word ?? sentence(clearing);
}

export const REFUND_STATES: Record<string, Look> = {
  REQUESTED: { word: "Waits for approval", tone: "warn", icon: "bell" },
  APPROVED: { word: "Given back", tone: "ok", icon: "check" },
  DECLINED: { word: "Declined", tone: "muted", icon: "cross" },
};

export const DEBT_STATES: Record<string, Look> = {
  OPEN: { word: "Open", tone: "bad", icon: "warning" },
  SETTLED: { word: "Paid", tone: "ok", icon: "check" },
  WRITTEN_OFF: { word: "Written off", tone: "muted", icon: "cross" },
};

export const PRICE_SET_STATES: Record<string, Look> = {
  SCHEDULED: { word: "Scheduled", tone: "info", icon: "bell" },
  SENDING: { word: "Being sent", tone: "warn", icon: "refresh" },
  IN_FORCE: { word: "In force", tone: "ok", icon: "check" },
  SUPERSEDED: { word: "Superseded", tone: "muted", icon: "down" },
  CANCELLED: { word: "Cancelled", tone: "muted", icon: "cross" },
};

export const COMMAND_OUTCOMES: Record<string, Look> = {
  ACCEPTED: { word: "Accepted", tone: "ok", icon: "check" },
  REFUSED: { word: "Refused", tone: "bad", icon: "cross" },
  NOT_SENT: { word: "Not sent", tone: "warn", icon: "unlink" },
  UNKNOWN: { word: "No answer", tone: "warn", icon: "question" },
};

const COMMAND_KINDS: Record<string, string> = {
  control_open: "Open", control_close: "Close", control_terminate: "Terminate", control_suspend: "Suspend", control_resume: "Resume",
  set_prices: "Send prices", show_prices: "Show prices on the sign", ask_pumps: "Ask pumps",
};

export function commandWord(kind: string): string {
  return COMMAND_KINDS[kind] ?? sentence(kind);
}

export const RECEIPT_KINDS: Record<string, string> = {
  RECEIPT: "Receipt", CREDIT: "Credit", DEBT_PAYMENT: "Payment of a debt", TEST_SLIP: "Slip", INVOICE: "Invoice",
};

export const MOVEMENTS: Record<string, string> = { PAID_IN: "Paid in", PAID_OUT: "Paid out", SAFE_DROP: "Safe drop", NO_SALE: "No sale" };

export const SHIFT_MODES: Record<Shift["mode"], string> = { PER_CASHIER: "Per cashier", PER_TILL: "Per till" };

const DISCREPANCIES: Record<string, { word: string; means: string }> = {
  totaliser_gap: { word: "Totaliser gap", means: "The fuelling does not begin where the nozzle's last one ended." },
  amount_gap: { word: "Amount totaliser gap", means: "The nozzle's totaliser of amounts does not go on where it was." },
  volume: { word: "Volume", means: "The volume is not what the totaliser moved by." },
  amount: { word: "Amount", means: "The amount is not volume times price." },
  price: { word: "Price", means: "The price is not the one of its price set." },
  currency: { word: "Currency", means: "The amount is in another currency than the site's." },
  grade: { word: "Grade", means: "The grade is none of the site's, or has no VAT rate." },
  missing: { word: "Given up", means: "Fuellings whose numbers never came." },
  settlement: { word: "Settlement", means: "Meter, fuellings and tickets of the day differ at this nozzle." },
};

export function discrepancyWords(kind: string): { word: string; means: string } {
  return DISCREPANCIES[kind] ?? { word: sentence(kind), means: "" };
}

const STEPS: Record<string, string> = {
  opened: "Sale opened", accepted: "Pump released", refused: "Pump did not accept", started: "Fuelling began", ended: "Authorisation over, nothing delivered",
  fuelled: "Fuelling finished", locked: "Taken to a till", unlocked: "Left to every till", tender_added: "Payment taken", tender_removed: "Payment given back", line_added: "Shop item added",
  line_removed: "Shop item removed", change_given: "Change given", prepayment_returned: "Prepayment given back", cleared: "Cleared", voided: "Voided", drive_off: "Recorded as drive-off",
  no_means: "Recorded as no means of payment", refund_requested: "Refund asked for", refunded: "Refund given", refund_declined: "Refund declined", debt_settled: "Debt paid",
  card_asked: "Card asked for", card_captured: "Card charged", card_ended: "Card payment came to nothing", card_refund_pending: "Money is on its way to the card", card_refund_succeeded: "Money reached the card", card_refund_failed: "Money did not reach the card",
  debt_written_off: "Debt written off", cancelled: "Cancelled", cancel_sent: "Taking back was ordered",
};

export function stepWord(what: string): string {
  return STEPS[what] ?? sentence(what);
}

/** `no_answer` → "No answer". */
export function sentence(code: string): string {
  const words = code.replace(/_/g, " ").trim().toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** IFSF minor errors are known by their hexadecimal number. */
export function refusalCode(code: number): string {
  return code === 0 ? "" : `0x${code.toString(16).toUpperCase().padStart(2, "0")}`;
}

export function options(words: Record<string, string | Look>): { value: string; word: string }[] {
  return Object.entries(words).map(([value, word]) => ({ value, word: typeof word === "string" ? word : word.word }));
}
