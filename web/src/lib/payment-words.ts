/** Card payments in words, for whoever stands at the till and whoever looks after the money. Pure. */

import type { Card, CardRefund, Dispute, Payment, SaleCardPayment } from "./payment-types";
import { sentence, type Look } from "./selling-words";

export const PAYMENT_STATES: Record<Payment["state"], Look> = {
  CREATED: { word: "Created", tone: "info", icon: "refresh" },
  AUTHORISING: { word: "Asking for the card", tone: "info", icon: "card" },
  ACTION_REQUIRED: { word: "Customer must act", tone: "warn", icon: "hand" },
  AUTHORISED: { word: "Approved", tone: "ok", icon: "check" },
  CAPTURING: { word: "Being taken", tone: "info", icon: "refresh" },
  CAPTURED: { word: "Taken", tone: "ok", icon: "check" },
  VOIDING: { word: "Being given up", tone: "info", icon: "refresh" },
  VOIDED: { word: "Given up", tone: "muted", icon: "cross" },
  EXPIRED: { word: "Expired", tone: "bad", icon: "warning" },
  DECLINED: { word: "Declined", tone: "bad", icon: "cross" },
};

export const SALE_CARD_STATES: Record<SaleCardPayment["state"], Look> = {
  PENDING: { word: "Being asked for", tone: "info", icon: "card" },
  APPROVED: { word: "Held", tone: "info", icon: "lock" },
  FIXED: { word: "Being taken", tone: "info", icon: "refresh" },
  CAPTURED: { word: "Taken", tone: "ok", icon: "check" },
  ENDED: { word: "Nothing taken", tone: "muted", icon: "cross" },
};

export const CARD_REFUND_STATES: Record<CardRefund["state"], Look> = {
  PENDING: { word: "On its way", tone: "info", icon: "refresh" },
  SUCCEEDED: { word: "Given back", tone: "ok", icon: "check" },
  FAILED: { word: "Failed", tone: "bad", icon: "warning" },
};

export const PURPOSES: Record<Payment["purpose"], string> = { HOLD: "Hold before fuelling", CHARGE: "Charge" };

export const METHODS: Record<string, string> = { READER: "Card reader", PAYMENT_METHOD: "App", SAVED_CARD: "Saved card", LINK: "Customer's own phone" };

const BRANDS: Record<string, string> = {
  visa: "Visa", mastercard: "Mastercard", amex: "American Express", discover: "Discover", diners: "Diners Club", jcb: "JCB", unionpay: "UnionPay", eftpos_au: "eftpos",
  cartes_bancaires: "Cartes Bancaires", girocard: "girocard", interac: "Interac", unknown: "Card",
};

export function brandWord(brand: string): string {
  return BRANDS[brand] ?? (brand ? sentence(brand) : "Card");
}

/** `{visa, 4242}` → "Visa ending 4242". */
export function cardWord(card: Pick<Card, "brand" | "last4"> | null): string {
  if (!card) return "";
  return card.last4 ? `${brandWord(card.brand)} ending ${card.last4}` : brandWord(card.brand);
}

/** "until 05/29"; empty when it is not known. */
export function expiryWord(card: Pick<Card, "exp_month" | "exp_year"> | null): string {
  if (!card || card.exp_month === 0) return "";
  return `until ${String(card.exp_month).padStart(2, "0")}/${String(card.exp_year % 100).padStart(2, "0")}`;
}

interface Refusal {
  words: string;
  todo: string;
}

const OTHER_CARD = "Ask for another card, or for cash.";
/** The bank's reason must not be said aloud: the customer may not be whom the card belongs to. */
const NO_REASON: Refusal = { words: "The bank says no and gives no reason", todo: `${OTHER_CARD} The customer can ask their bank.` };

/** By Stripe's decline code, or a reason of our own. */
const REFUSALS: Record<string, Refusal> = {
  card_declined: NO_REASON, generic_decline: NO_REASON, do_not_honor: NO_REASON, call_issuer: NO_REASON, fraudulent: NO_REASON, lost_card: NO_REASON, stolen_card: NO_REASON,
  pickup_card: NO_REASON, restricted_card: NO_REASON, security_violation: NO_REASON, merchant_blacklist: NO_REASON, no_action_taken: NO_REASON, transaction_not_allowed: NO_REASON,
  insufficient_funds: { words: "There is not enough money on the card", todo: "Take a part of it by card and the rest another way, or ask for another card." },
  card_velocity_exceeded: { words: "The card has reached its limit", todo: OTHER_CARD },
  withdrawal_count_limit_exceeded: { words: "The card has reached its limit", todo: OTHER_CARD },
  expired_card: { words: "The card has expired", todo: OTHER_CARD },
  incorrect_pin: { words: "The PIN was wrong", todo: "Try again; the customer has a few tries." },
  invalid_pin: { words: "The PIN was wrong", todo: "Try again; the customer has a few tries." },
  pin_try_exceeded: { words: "The PIN was wrong too often", todo: OTHER_CARD },
  incorrect_cvc: { words: "The security code was wrong", todo: "Try again." },
  offline_pin_required: { words: "The card wants its PIN", todo: "Try again: the customer inserts the card and enters the PIN." },
  online_or_offline_pin_required: { words: "The card wants its PIN", todo: "Try again: the customer inserts the card and enters the PIN." },
  card_not_supported: { words: "This kind of card is not taken", todo: OTHER_CARD },
  currency_not_supported: { words: "The card does not pay in this currency", todo: OTHER_CARD },
  authentication_required: { words: "The bank wants the customer to confirm the payment", todo: "Pay on the customer's own phone, or ask for another card." },
  payment_intent_authentication_failure: { words: "The customer did not confirm the payment with their bank", todo: "Try again, or ask for another card." },
  processing_error: { words: "The bank could not work on it", todo: "Try again in a moment." },
  try_again_later: { words: "The bank could not work on it", todo: "Try again in a moment." },
  issuer_not_available: { words: "The bank cannot be reached", todo: "Try again in a moment, or ask for another card." },
  approve_with_id: { words: "The bank could not approve it", todo: "Try again, or ask for another card." },
  duplicate_transaction: { words: "The bank saw the same payment a moment ago", todo: "Look whether it was taken already before you try again." },
  reader_offline: { words: "The card reader has no connection", todo: "Use another reader, or let the customer pay on their phone." },
  reader_unavailable: { words: "The card reader cannot be reached", todo: "Use another reader, or let the customer pay on their phone." },
  reader_busy: { words: "The card reader is in use", todo: "Wait a moment and try again." },
  reader_timeout: { words: "Nobody presented a card in time", todo: "Try again." },
  customer_canceled: { words: "The customer cancelled it at the reader", todo: "Ask how they want to pay." },
  link_expired: { words: "The page for the customer's phone has expired", todo: "Start again." },
};

const GIVEN_UP: Record<string, string> = {
  requested_by_customer: "At the customer's wish", abandoned: "The customer did not go on", sale_ended: "The sale came to nothing", sale_refused: "The pump was not released", zero_fuelling: "Nothing was fuelled",
  sale_settled_otherwise: "The sale was settled in another way", payment_not_claimed: "It belongs to no sale", payment_not_approved: "It was not approved", payments_unavailable: "Card payments did not answer",
  no_card_presented: "Nobody presented a card in time", card_not_asked_in_time: "Stripe could not be reached in time", action_timed_out: "The customer did not confirm in time", reader_cancelled: "Taken back at the card reader", not_claimed: "No sale wanted it", not_started: "The card was not asked for", nothing_taken: "The sale takes nothing of it", amount_too_small: "Too little for a card", expired: "The bank let the hold go", canceled: "Given up", cancelled: "Given up", automatic: "The bank let the hold go",
};

/** Why it was declined, in words, and what can be done. The words of Stripe stand for a code that is not known. */
export function declineWords(reason: string, message = ""): string {
  const known = REFUSALS[reason];
  if (known) return `${known.words}. ${known.todo}`;
  const words = message.trim() || (reason ? sentence(reason) : "The card was declined");
  return `${words.replace(/[.!?]*$/, "")}. ${OTHER_CARD}`;
}

/** Why nothing was taken, in a few words for a list. Empty when nothing is known. */
export function endWords(reason: string): string {
  return REFUSALS[reason]?.words ?? GIVEN_UP[reason] ?? (reason && sentence(reason));
}

const QUESTIONS: Record<string, string> = {
  create: "whether it got the payment at all", confirm: "whether the card was charged or held", ask_reader: "whether the card reader got the order", open_page: "whether the customer's page was made", close_page: "whether the customer's page is closed", capture: "whether the money was taken",
  cancel: "whether the hold was released", stop_reader: "whether the card reader stopped asking", refund: "whether the refund was made",
};

const STEPS: Record<string, string> = {
  created: "Asked for", authorising: "Stripe asks for the card", action_required: "Customer must confirm with their bank", authorised: "Approved by the bank", claimed: "Bound to its sale", amount_fixed: "Amount to take is fixed",
  capturing: "Being taken", captured: "Money taken", given_up: "Given up", voiding: "Being given up", voided: "Released", expired: "Hold expired", declined: "Declined", tried_again: "Tried again", updated: "Stripe told more", page_closed: "Customer's page closed",
  create_answered: "Known to Stripe", confirm_answered: "Bank was asked", ask_reader_answered: "Card reader asks for the card", stop_reader_answered: "Card reader stopped asking", open_page_answered: "Page for the customer made",
  close_page_answered: "Page for the customer closed", capture_answered: "Taking answered", cancel_answered: "Giving up answered", refund_asked: "Refund asked for", refund_pending: "Refund on its way", refunded: "Given back", refund_succeeded: "Given back", refund_failed: "Refund failed",
  disputed: "Disputed by the customer's bank",
};

/** `capture_unknown`: Stripe did not answer for certain. */
export function paymentStepWord(what: string): string {
  const asked = /^(.+)_unknown$/.exec(what)?.[1];
  if (asked) return `Not known ${QUESTIONS[asked] ?? `what became of “${asked.replace(/_/g, " ")}”`}`;
  return STEPS[what] ?? sentence(what);
}

function asked(question: string): string {
  return `Stripe has not said for certain ${QUESTIONS[question] ?? `what became of “${question.replace(/_/g, " ")}”`}.`;
}

/** What is not known for certain at Stripe, and what that means. */
export function questionWords(question: string): string {
  return `${asked(question)} It is asked again until that is known, and nothing is done twice meanwhile.`;
}

/** The same for a cashier. */
export function doubtWords(question: string): string {
  return `${asked(question)} It is asked again until that is known: do not take the money in another way before.`;
}

const DISPUTE_STATES: Record<string, Look> = {
  warning_needs_response: { word: "Inquiry to answer", tone: "warn", icon: "bell" },
  warning_under_review: { word: "Inquiry under review", tone: "info", icon: "search" },
  warning_closed: { word: "Inquiry closed", tone: "muted", icon: "check" },
  needs_response: { word: "To answer", tone: "bad", icon: "bell" },
  under_review: { word: "Under review", tone: "info", icon: "search" },
  won: { word: "Won", tone: "ok", icon: "check" },
  lost: { word: "Lost", tone: "bad", icon: "cross" },
  prevented: { word: "Prevented", tone: "ok", icon: "shield" },
};

export function disputeLook(status: string): Look {
  return DISPUTE_STATES[status.toLowerCase()] ?? { word: sentence(status), tone: "idle", icon: "question" };
}

/** Once, and while the bank waits for it. */
export function canAnswer({ status, submitted_at }: Pick<Dispute, "status" | "submitted_at">): boolean {
  return submitted_at === null && ["needs_response", "warning_needs_response"].includes(status.toLowerCase());
}

const DISPUTE_REASONS: Record<string, string> = {
  fraudulent: "The card holder says it was not them", product_not_received: "The card holder says nothing was received", product_unacceptable: "The card holder says it was not as promised",
  duplicate: "The card holder says it was charged twice", credit_not_processed: "The card holder waits for a refund", unrecognized: "The card holder does not recognise it", general: "No reason was given",
  subscription_canceled: "The card holder had cancelled", incorrect_account_details: "The account was wrong", insufficient_funds: "There was not enough money", bank_cannot_process: "The bank cannot work on it", debit_not_authorized: "The card holder had not agreed", customer_initiated: "The card holder asked for it",
};

export function disputeReason(reason: string): string {
  return DISPUTE_REASONS[reason] ?? sentence(reason);
}

const EVIDENCE: Record<string, string> = {
  product_description: "What was sold", service_date: "Date", receipt: "Receipt", customer_name: "Customer", uncategorized_text: "What happened", access_activity_log: "What the pump recorded", note: "In the station's words",
  customer_communication: "Letters", billing_address: "Address", duplicate_charge_explanation: "Why it is no double charge", refund_refusal_explanation: "Why nothing is given back",
};

export function evidenceWord(name: string): string {
  return EVIDENCE[name] ?? sentence(name);
}
