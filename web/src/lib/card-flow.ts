/** Where a card payment stands, for whoever waits for it at the till. Pure. */

import { money } from "./format";
import type { Payment, Reader, SaleCardPayment } from "./payment-types";
import { cardWord, declineWords, doubtWords, endWords } from "./payment-words";
import type { Look } from "./selling-words";

/** How the customer presents a card. */
export type CardWay =
  | { kind: "READER"; reader_id: string }
  | { kind: "LINK" }
  | { kind: "SAVED_CARD"; saved_card_id: string; account_id: string };

export interface CardWish {
  amountMinor: number;
  way: CardWay;
}

export type Standing = "asking" | "acting" | "approved" | "taking" | "taken" | "leaving" | "ended";

const STANDINGS: Record<Payment["state"], Standing> = {
  CREATED: "asking", AUTHORISING: "asking", ACTION_REQUIRED: "acting", AUTHORISED: "approved", CAPTURING: "taking", CAPTURED: "taken", VOIDING: "leaving", VOIDED: "ended", EXPIRED: "ended", DECLINED: "ended",
};

export function standing({ state }: Pick<Payment, "state">): Standing {
  return STANDINGS[state];
}

/** Nothing more comes of it by itself. */
export function isOver(payment: Pick<Payment, "state">): boolean {
  return ["taken", "ended"].includes(standing(payment));
}

/** What the till may take back: nothing was approved yet, or nobody has claimed what was. */
export function canGiveUp(payment: Pick<Payment, "state" | "purpose" | "sale_id">): boolean {
  const now = standing(payment);
  return now === "asking" || now === "acting" || (now === "approved" && payment.purpose === "HOLD" && payment.sale_id === "");
}

const PENDING = ["PENDING", "APPROVED", "FIXED"];

/** The card payment of a ticket that is not decided yet. */
export function openCard(sale: { card_payments: readonly SaleCardPayment[] }): SaleCardPayment | undefined {
  return sale.card_payments.findLast((one) => PENDING.includes(one.state));
}

/** The newest that came to nothing, unless something was tried after it. */
export function lastRefused(sale: { card_payments: readonly SaleCardPayment[] }): SaleCardPayment | undefined {
  const last = sale.card_payments.at(-1);
  return last?.state === "ENDED" ? last : undefined;
}

/** Those of this till first, then those of no till; whoever is at another till is not offered. */
export function readersAt(readers: readonly Reader[], till: string): Reader[] {
  const own = readers.filter((one) => one.till === till);
  return [...own, ...readers.filter((one) => one.till === "")];
}

export function readerReady(reader: Pick<Reader, "status" | "busy_with">): boolean {
  return reader.status.toLowerCase() === "online" && reader.busy_with === "";
}

export function readerLook(reader: Pick<Reader, "status" | "busy_with">): Look {
  if (reader.status.toLowerCase() !== "online") return { word: "Offline", tone: "bad", icon: "unlink" };
  return reader.busy_with ? { word: "In use", tone: "warn", icon: "card" } : { word: "Ready", tone: "ok", icon: "check" };
}

export interface Progress {
  title: string;
  text: string;
  tone: Look["tone"];
  icon: Look["icon"];
  /** The customer goes there, or scans it. */
  address: string;
}

type Seen = Pick<Payment, "state" | "purpose" | "method" | "amount_minor" | "approved_minor" | "captured_minor" | "currency" | "card" | "reason" | "message" | "action_url" | "open_question">;

function asking({ method, action_url }: Seen): Pick<Progress, "title" | "text"> {
  if (method.kind === "READER") return { title: "The customer is asked for the card", text: "At the card reader: tap, insert or swipe." };
  if (method.kind === "LINK") return { title: "The customer pays on their own phone", text: action_url ? "They scan the code, or open the address." : "The page for their phone is being made." };
  return { title: "The saved card is being charged", text: "The bank is asked." };
}

function acting({ method }: Seen): Pick<Progress, "title" | "text"> {
  if (method.kind === "LINK") return { title: "The customer pays on their own phone", text: "They scan the code, or open the address." };
  if (method.kind === "READER") return { title: "The bank wants the customer to confirm", text: "They follow what the card reader or their bank asks for." };
  return { title: "The bank wants the customer to confirm", text: "They scan the code and confirm with their bank." };
}

function approved({ purpose, approved_minor, amount_minor, currency, card }: Seen): Pick<Progress, "title" | "text"> {
  const whole = approved_minor >= amount_minor;
  const title = purpose === "HOLD" ? `${money(approved_minor, currency)} are held` : "Approved";
  return { title, text: whole ? cardWord(card) : `Only ${money(approved_minor, currency)} of ${money(amount_minor, currency)} were approved.` };
}

function ended({ state, reason, message }: Seen): Pick<Progress, "title" | "text"> {
  if (state === "DECLINED") return { title: "Declined", text: declineWords(reason, message) };
  if (state === "EXPIRED") return { title: "The hold expired", text: "The bank let go of the money before it was taken." };
  return { title: "Given up", text: `${endWords(reason) || "At the customer's wish"}. Nothing was taken from the card.` };
}

const LOOKS: Record<Standing, Pick<Progress, "tone" | "icon">> = {
  asking: { tone: "info", icon: "card" }, acting: { tone: "warn", icon: "hand" }, approved: { tone: "ok", icon: "check" }, taking: { tone: "info", icon: "refresh" }, taken: { tone: "ok", icon: "check" },
  leaving: { tone: "info", icon: "refresh" }, ended: { tone: "bad", icon: "cross" },
};

function said(payment: Seen): Pick<Progress, "title" | "text"> {
  switch (standing(payment)) {
    case "asking": return asking(payment);
    case "acting": return acting(payment);
    case "approved": return approved(payment);
    case "taking": return { title: "The money is being taken", text: cardWord(payment.card) };
    case "taken": return { title: `${money(payment.captured_minor, payment.currency)} taken`, text: cardWord(payment.card) };
    case "leaving": return { title: "It is being given up", text: "The card reader and the bank are told." };
    case "ended": return ended(payment);
  }
}

/** What the cashier reads while the customer pays. */
export function progress(payment: Seen): Progress {
  const now = standing(payment);
  const look = payment.state === "VOIDED" ? { tone: "muted" as const, icon: "cross" as const } : LOOKS[now];
  return { ...said(payment), ...look, address: now === "asking" || now === "acting" ? payment.action_url : "" };
}

const PATIENCE_MS = 8000;

/** Said only when the answer has been missing for a while: most come at once. Empty: nothing to say. */
export function doubt({ open_question, updated_at }: Pick<Payment, "open_question" | "updated_at">, nowMs: number): string {
  return open_question && nowMs - Date.parse(updated_at) >= PATIENCE_MS ? doubtWords(open_question) : "";
}

/** "Pump 3 is released for £48.00": less than was held is kept for what runs on when the nozzle is let go. `othersMinor` was prepaid besides the card. */
export function heldLimitWords(pump: number, maxMinor: number, payment: Pick<Payment, "amount_minor" | "approved_minor" | "currency">, othersMinor = 0): string {
  const { amount_minor: asked, approved_minor: held, currency } = payment;
  const limit = `Pump ${pump} is released for ${money(maxMinor, currency)}`;
  if (held < asked) return `${limit}: the bank approved ${money(held, currency)} of ${money(asked, currency)}.`;
  if (othersMinor > 0) return `${limit}: ${money(othersMinor, currency)} are prepaid, ${money(held, currency)} are held on the card.`;
  return maxMinor < held ? `${limit}; ${money(held, currency)} are held on the card.` : `${limit}, held on the card.`;
}
