/** Card payments in words, for whoever stands at the till and whoever looks after the money. Pure. */

import { texts } from "@/i18n/language";
import type { Messages } from "@/i18n/messages";
import { known, lookTable, wordTable } from "@/i18n/tables";
import type { Card, CardRefund, Dispute, Payment, SaleCardPayment } from "./payment-types";
import { sentence, type Look } from "./selling-words";

type Plain = Omit<Look, "word">;

export const PAYMENT_STATES: Record<Payment["state"], Look> = lookTable<Payment["state"], Plain>({
  CREATED: { tone: "info", icon: "refresh" },
  AUTHORISING: { tone: "info", icon: "card" },
  ACTION_REQUIRED: { tone: "warn", icon: "hand" },
  AUTHORISED: { tone: "ok", icon: "check" },
  CAPTURING: { tone: "info", icon: "refresh" },
  CAPTURED: { tone: "ok", icon: "check" },
  VOIDING: { tone: "info", icon: "refresh" },
  VOIDED: { tone: "muted", icon: "cross" },
  EXPIRED: { tone: "bad", icon: "warning" },
  DECLINED: { tone: "bad", icon: "cross" },
}, (key) => texts("cards")(`state.${key}`));

export const SALE_CARD_STATES: Record<SaleCardPayment["state"], Look> = lookTable<SaleCardPayment["state"], Plain>({
  PENDING: { tone: "info", icon: "card" },
  APPROVED: { tone: "info", icon: "lock" },
  FIXED: { tone: "info", icon: "refresh" },
  CAPTURED: { tone: "ok", icon: "check" },
  ENDED: { tone: "muted", icon: "cross" },
}, (key) => texts("cards")(`saleState.${key}`));

export const CARD_REFUND_STATES: Record<CardRefund["state"], Look> = lookTable<CardRefund["state"], Plain>({
  PENDING: { tone: "info", icon: "refresh" },
  SUCCEEDED: { tone: "ok", icon: "check" },
  FAILED: { tone: "bad", icon: "warning" },
}, (key) => texts("cards")(`refundState.${key}`));

export const PURPOSES: Record<Payment["purpose"], string> = wordTable(["HOLD", "CHARGE"] as const, (key) => texts("cards")(`purpose.${key}`));

export const METHODS: Record<string, string> = wordTable(["READER", "PAYMENT_METHOD", "SAVED_CARD", "LINK"] as const, (key) => texts("cards")(`method.${key}`));

const BRANDS: Record<string, string> = {
  visa: "Visa", mastercard: "Mastercard", amex: "American Express", discover: "Discover", diners: "Diners Club", jcb: "JCB", unionpay: "UnionPay", eftpos_au: "eftpos",
  cartes_bancaires: "Cartes Bancaires", girocard: "girocard", interac: "Interac",
};

export function brandWord(brand: string): string {
  return BRANDS[brand] ?? (brand && brand !== "unknown" ? sentence(brand) : texts("cards")("card"));
}

/** `{visa, 4242}` → "Visa ending 4242". */
export function cardWord(card: Pick<Card, "brand" | "last4"> | null): string {
  if (!card) return "";
  return card.last4 ? texts("cards")("ending", { brand: brandWord(card.brand), last4: card.last4 }) : brandWord(card.brand);
}

/** "until 05/29"; empty when it is not known. */
export function expiryWord(card: Pick<Card, "exp_month" | "exp_year"> | null): string {
  if (!card || card.exp_month === 0) return "";
  return texts("cards")("until", { month: `${String(card.exp_month).padStart(2, "0")}/${String(card.exp_year % 100).padStart(2, "0")}` });
}

/** The bank's reason for these must not be said aloud: the customer may not be whom the card belongs to. */
const UNSAID = [
  "card_declined", "generic_decline", "do_not_honor", "call_issuer", "fraudulent", "lost_card", "stolen_card", "pickup_card", "restricted_card", "security_violation", "merchant_blacklist",
  "no_action_taken", "transaction_not_allowed",
];

/** By Stripe's decline code, or a reason of our own. */
function declined(reason: string): string | undefined {
  return known("cards", `declined.${UNSAID.includes(reason) ? "no_reason" : reason}`);
}

/** Why it was declined, in words, and what can be done. The words of Stripe stand for a code that is not known. */
export function declineWords(reason: string, message = ""): string {
  const t = texts("cards");
  const found = declined(reason);
  if (found) return `${found}. ${known("cards", `declinedTodo.${UNSAID.includes(reason) ? "no_reason" : reason}`) ?? t("otherCard")}`;
  const words = message.trim() || (reason ? sentence(reason) : t("wasDeclined"));
  return `${words.replace(/[.!?]*$/, "")}. ${t("otherCard")}`;
}

/** Why nothing was taken, in a few words for a list. Empty when nothing is known. */
export function endWords(reason: string): string {
  return declined(reason) ?? known("cards", `givenUp.${reason}`) ?? (reason && sentence(reason));
}

/** `capture_unknown`: Stripe did not answer for certain. */
export function paymentStepWord(what: string): string {
  const asked = /^(.+)_unknown$/.exec(what)?.[1];
  if (asked) return known("cards", `unknown.${asked}`) ?? texts("cards")("unknownOther", { what: asked.replace(/_/g, " ") });
  return known("cards", `step.${what}`) ?? sentence(what);
}

function asked(question: string): string {
  return known("cards", `question.${question}`) ?? texts("cards")("questionOther", { what: question.replace(/_/g, " ") });
}

/** What is not known for certain at Stripe, and what that means. */
export function questionWords(question: string): string {
  return `${asked(question)} ${texts("cards")("askedAgain")}`;
}

/** The same for a cashier. */
export function doubtWords(question: string): string {
  return `${asked(question)} ${texts("cards")("askedAgainTill")}`;
}

const DISPUTE_STATES: Record<string, Look> = lookTable<keyof Messages["cards"]["disputeState"], Plain>({
  warning_needs_response: { tone: "warn", icon: "bell" },
  warning_under_review: { tone: "info", icon: "search" },
  warning_closed: { tone: "muted", icon: "check" },
  needs_response: { tone: "bad", icon: "bell" },
  under_review: { tone: "info", icon: "search" },
  won: { tone: "ok", icon: "check" },
  lost: { tone: "bad", icon: "cross" },
  prevented: { tone: "ok", icon: "shield" },
}, (key) => texts("cards")(`disputeState.${key}`));

export function disputeLook(status: string): Look {
  return DISPUTE_STATES[status.toLowerCase()] ?? { word: sentence(status), tone: "idle", icon: "question" };
}

/** Once, and while the bank waits for it. */
export function canAnswer({ status, submitted_at }: Pick<Dispute, "status" | "submitted_at">): boolean {
  return submitted_at === null && ["needs_response", "warning_needs_response"].includes(status.toLowerCase());
}

export function disputeReason(reason: string): string {
  return known("cards", `disputeReason.${reason}`) ?? sentence(reason);
}

export function evidenceWord(name: string): string {
  return known("cards", `evidence.${name}`) ?? sentence(name);
}
