/** The ledger, payouts and reconciliation in words. Pure. */

import { sentence, type Look } from "./selling-words";

interface Words {
  word: string;
  means: string;
}

const BREAKS: Record<string, Words> = {
  missing_here: { word: "Missing here", means: "Stripe has a payment that is not kept here." },
  missing_there: { word: "Missing at Stripe", means: "A payment that is kept here is not known to Stripe." },
  state_differs: { word: "State differs", means: "Stripe says another state than the one that is kept here." },
  amount_differs: { word: "Amount differs", means: "Stripe took another amount than the one that is kept here." },
  currency_differs: { word: "Currency differs", means: "Stripe took it in another currency." },
  refund_differs: { word: "Refund differs", means: "Stripe gave back another amount than the one that is kept here." },
  orphan_hold: { word: "Forgotten hold", means: "Money of a customer is held, and no sale waits for it." },
  take_differs: { word: "Two amounts", means: "A sale has said two different amounts that it takes of the payment." },
  hold_expires: { word: "Hold ends soon", means: "Fuel was dispensed, and the hold ends before its money is taken." },
  hold_undecided: { word: "Hold without a word", means: "A sale has the hold and has not said for long what it takes." },
  clearing_differs: { word: "Balance differs", means: "The balance at Stripe is not what the ledger says." },
  payout_differs: { word: "Payout differs", means: "A payout is not the sum of what it is made of." },
  idempotency_error: { word: "Key used for two things", means: "Stripe was asked for two different things under one key; nothing is repeated by itself." },
  question_too_old: { word: "Open for too long", means: "Stripe has not said for hours what became of something that it was asked." },
};

export function breakWords(name: string): Words {
  return BREAKS[name.toLowerCase()] ?? { word: sentence(name), means: "" };
}

export function resolutionLook(resolution: string): Look {
  return resolution.toLowerCase() === "healed" ? { word: "Healed by itself", tone: "ok", icon: "check" } : { word: "Explained", tone: "muted", icon: "check" };
}

const ACCOUNTS: Record<string, Words> = {
  stripe_clearing: { word: "At Stripe", means: "Taken from cards and not paid out yet" },
  takings: { word: "Takings", means: "What was sold by card, VAT included" },
  fees: { word: "Fees", means: "What Stripe keeps for its work" },
  bank: { word: "Bank", means: "Paid out by Stripe" },
  customer_receivable: { word: "Owed by customers", means: "Dispensed beyond what their card could be charged" },
  disputed: { word: "Disputed", means: "Drawn back by banks until a dispute is decided" },
  bad_debt: { word: "Written off", means: "Nobody will pay it any more" },
  counter_cash: { word: "Paid at the counter", means: "Debts of cards that were paid in another way" },
};

export function accountWords(account: string): Words {
  return ACCOUNTS[account] ?? { word: sentence(account), means: "" };
}

const ENTRIES: Record<string, string> = {
  capture: "Card charged", refund: "Given back", refund_failed: "Refund came back", fee: "Fee", payout: "Payout", payout_failed: "Payout came back", receivable: "Shortfall", receivable_paid: "Shortfall paid",
  receivable_lost: "Shortfall written off", dispute: "Dispute", dispute_won: "Dispute won", dispute_lost: "Dispute lost", reversal: "Reversal",
};

export function entryWord(kind: string): string {
  return ENTRIES[kind] ?? sentence(kind);
}

const PAYOUT_STATES: Record<string, Look> = {
  pending: { word: "Planned", tone: "info", icon: "refresh" }, in_transit: { word: "On its way", tone: "info", icon: "swap" }, paid: { word: "Paid", tone: "ok", icon: "check" },
  failed: { word: "Failed", tone: "bad", icon: "warning" }, canceled: { word: "Cancelled", tone: "muted", icon: "cross" },
};

export function payoutLook(status: string): Look {
  return PAYOUT_STATES[status.toLowerCase()] ?? { word: sentence(status), tone: "idle", icon: "question" };
}

const MINUTE_MS = 60_000;

/** "12 min", "5 h", "3 d": how long something has been open. */
export function ageWord(fromMs: number, nowMs: number): string {
  const minutes = Math.floor(Math.max(0, nowMs - fromMs) / MINUTE_MS);
  if (minutes < 60) return `${minutes} min`;
  return minutes < 48 * 60 ? `${Math.floor(minutes / 60)} h` : `${Math.floor(minutes / 1440)} d`;
}

/** How long is left until a deadline: "in 3 d", "in 5 h", "too late". */
export function leftWord(untilMs: number, nowMs: number): string {
  return untilMs <= nowMs ? "too late" : `in ${ageWord(nowMs, untilMs)}`;
}
