/** Where a card payment stands, for whoever waits for it at the till. Pure. */

import { texts } from "@/i18n/language";
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
  const t = texts("cards");
  if (reader.status.toLowerCase() !== "online") return { word: t("reader.offline"), tone: "bad", icon: "unlink" };
  return reader.busy_with ? { word: t("reader.inUse"), tone: "warn", icon: "card" } : { word: t("reader.ready"), tone: "ok", icon: "check" };
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

type Said = Pick<Progress, "title" | "text">;

function asking({ method, action_url }: Seen): Said {
  const t = texts("cards");
  if (method.kind === "READER") return { title: t("asking.reader"), text: t("asking.readerText") };
  if (method.kind === "LINK") return { title: t("asking.link"), text: action_url ? t("asking.scan") : t("asking.linkMade") };
  return { title: t("asking.saved"), text: t("asking.savedText") };
}

function acting({ method }: Seen): Said {
  const t = texts("cards");
  if (method.kind === "LINK") return { title: t("asking.link"), text: t("asking.scan") };
  return { title: t("acting.title"), text: method.kind === "READER" ? t("acting.reader") : t("acting.saved") };
}

function approved({ purpose, approved_minor, amount_minor, currency, card }: Seen): Said {
  const t = texts("cards");
  const whole = approved_minor >= amount_minor;
  const amounts = { approved: money(approved_minor, currency), asked: money(amount_minor, currency) };
  return { title: purpose === "HOLD" ? t("approved.held", { amount: amounts.approved }) : t("approved.title"), text: whole ? cardWord(card) : t("approved.part", amounts) };
}

function ended({ state, reason, message }: Seen): Said {
  const t = texts("cards");
  if (state === "DECLINED") return { title: t("ended.declined"), text: declineWords(reason, message) };
  if (state === "EXPIRED") return { title: t("ended.expired"), text: t("ended.expiredText") };
  return { title: t("ended.givenUp"), text: t("ended.givenUpText", { why: endWords(reason) || t("givenUp.requested_by_customer") }) };
}

const LOOKS: Record<Standing, Pick<Progress, "tone" | "icon">> = {
  asking: { tone: "info", icon: "card" }, acting: { tone: "warn", icon: "hand" }, approved: { tone: "ok", icon: "check" }, taking: { tone: "info", icon: "refresh" }, taken: { tone: "ok", icon: "check" },
  leaving: { tone: "info", icon: "refresh" }, ended: { tone: "bad", icon: "cross" },
};

function said(payment: Seen): Said {
  const t = texts("cards");
  switch (standing(payment)) {
    case "asking": return asking(payment);
    case "acting": return acting(payment);
    case "approved": return approved(payment);
    case "taking": return { title: t("taking"), text: cardWord(payment.card) };
    case "taken": return { title: t("taken", { amount: money(payment.captured_minor, payment.currency) }), text: cardWord(payment.card) };
    case "leaving": return { title: t("leaving"), text: t("leavingText") };
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
  const { amount_minor, approved_minor, currency } = payment;
  const t = texts("cards");
  const [limit, held, asked] = [maxMinor, approved_minor, amount_minor].map((minor) => money(minor, currency)) as [string, string, string];
  const values = { pump: String(pump), limit, held };
  if (approved_minor < amount_minor) return t("limit.part", { ...values, asked });
  if (othersMinor > 0) return t("limit.others", { ...values, others: money(othersMinor, currency) });
  return maxMinor < approved_minor ? t("limit.less", values) : t("limit.all", { pump: values.pump, limit });
}
