/** Everything that happened about a sale, from whoever wrote it down, in the order of time. Pure. */

import type { IconName } from "@/components/icon";
import { texts } from "@/i18n/language";
import { known } from "@/i18n/tables";
import { litres } from "./amounts";
import { fullStamp, money, number } from "./format";
import type { Tone } from "./ifsf";
import { paymentStepWord } from "./payment-words";
import type { PaymentDetail } from "./payment-types";
import { reasonWord } from "./reason-words";
import type { LoggedCommand, Receipt, SaleDetail } from "./selling-types";
import { COMMAND_OUTCOMES, RECEIPT_KINDS, SALE_STATES, commandWord, refusalCode, stepWord, within } from "./selling-words";

export type Source = "ticket" | "pump" | "order" | "card" | "receipt" | "refund" | "debt";

export interface Moment {
  key: string;
  at: string;
  source: Source;
  title: string;
  details: readonly string[];
  tone: Tone;
  icon: IconName;
}

export interface Known {
  sale: SaleDetail;
  orders: readonly LoggedCommand[];
  payments: readonly PaymentDetail[];
  receipts: readonly Receipt[];
  gradeName: (grade: string) => string;
  timeZone: string;
}

/** What nobody did: cards are Stripe's doing, and with them the end of a ticket. */
function byItself(what: string): string {
  return texts("trade")(what.startsWith("card_") || what === "cleared" ? "moment.byItself" : "moment.byPump");
}

const words = (...parts: (string | false | undefined)[]) => parts.filter((part): part is string => Boolean(part));

function ticket({ sale }: Known): Moment[] {
  return sale.steps.map((step) => ({
    key: `ticket-${step.version}`, at: step.at, source: "ticket" as const, title: stepWord(step.what), details: [SALE_STATES[step.state].word, step.actor || byItself(step.what)],
    tone: SALE_STATES[step.state].tone, icon: SALE_STATES[step.state].icon,
  }));
}

function pump({ sale, gradeName, timeZone }: Known): Moment[] {
  const t = texts("trade");
  return sale.lines.flatMap(({ fuel, amount_minor }) => {
    if (!fuel) return [];
    const begun: Moment = { key: `flow-${fuel.sequence}`, at: fuel.started_at, source: "pump", title: t("moment.flow"), details: [t("moment.nozzle", { nozzle: String(fuel.nozzle) }), gradeName(fuel.grade_id)], tone: "ok", icon: "drop" };
    const ended: Moment = {
      key: `end-${fuel.sequence}`, at: fuel.finished_at, source: "pump", title: t("moment.fuelled"), tone: "idle", icon: "nozzle",
      details: words(litres(fuel.volume_ml), money(amount_minor, sale.currency), t("moment.meter", { from: number(fuel.volume_total_before_ml / 1000, 2), to: number(fuel.volume_total_after_ml / 1000, 2) }), fuel.end_reason && within(reasonWord(fuel.end_reason)), fuel.offline && t("moment.offline", { time: fullStamp(fuel.finished_at, timeZone) })),
    };
    return [begun, ended];
  });
}

function took({ sent_at, answered_at }: LoggedCommand): string | undefined {
  return answered_at ? texts("trade")("moment.answered", { ms: number(Math.max(0, Date.parse(answered_at) - Date.parse(sent_at))) }) : undefined;
}

function orders({ orders: all }: Known): Moment[] {
  const t = texts("trade");
  return all.map((order) => {
    const look = COMMAND_OUTCOMES[order.outcome];
    return {
      key: `order-${order.command_id}`, at: order.sent_at, source: "order" as const, title: t("moment.order", { what: within(commandWord(order.kind)) }), tone: look?.tone ?? "muted", icon: "play",
      details: words(order.actor === "pos" ? t("moment.byItself") : order.actor, look?.word, took(order), order.refusal_reason && within(reasonWord(order.refusal_reason)), refusalCode(order.refusal_code)),
    };
  });
}

function cards({ payments }: Known): Moment[] {
  const t = texts("trade");
  return payments.flatMap((payment) => payment.steps.map((step): Moment => ({
    key: `card-${payment.payment_id}-${step.version}`, at: step.at, source: "card", title: t("moment.card", { what: paymentStepWord(step.what) }), details: words(money(payment.amount_minor, payment.currency), step.actor), tone: "info", icon: "card",
  })));
}

function receipts({ receipts: all }: Known): Moment[] {
  const t = texts("trade");
  return all.map((receipt) => ({ key: `receipt-${receipt.receipt_id}`, at: receipt.issued_at, source: "receipt" as const, title: t("moment.issued", { what: RECEIPT_KINDS[receipt.kind] ?? receipt.kind, number: String(receipt.number) }), details: [receipt.till], tone: "idle", icon: "print" }));
}

function refunds({ sale }: Known): Moment[] {
  const t = texts("trade");
  return sale.refunds.flatMap((refund) => {
    const amount = money(refund.amount_minor, refund.currency);
    const asked: Moment = { key: `asked-${refund.refund_id}`, at: refund.requested_at, source: "refund", title: t("moment.refundAsked", { amount }), details: words(refund.requested_by, refund.reason), tone: "warn", icon: "swap" };
    if (!refund.decided_at) return [asked];
    return [asked, { key: `decided-${refund.refund_id}`, at: refund.decided_at, source: "refund" as const, title: known("trade", `moment.refund.${refund.state}`) ?? refund.state, details: words(refund.decided_by, refund.decision_reason), tone: "info" as const, icon: "swap" as const }];
  });
}

function debt({ sale: { debt: one } }: Known): Moment[] {
  const t = texts("trade");
  if (!one) return [];
  const recorded: Moment = { key: "debt", at: one.recorded_at, source: "debt", title: t("moment.leftUnpaid"), details: words(one.recorded_by, one.registration, one.person), tone: "bad", icon: "car" };
  if (!one.settled_at) return [recorded];
  return [recorded, { key: "debt-over", at: one.settled_at, source: "debt", title: known("trade", `moment.debt.${one.state}`) ?? one.state, details: words(one.settled_by, one.settled_reason), tone: "ok", icon: "check" }];
}

/** Oldest first; of one instant the orders come before what they led to. */
export function saleTimeLine(about: Known): Moment[] {
  const all = [...orders(about), ...pump(about), ...cards(about), ...ticket(about), ...debt(about), ...refunds(about), ...receipts(about)];
  return all.sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
}

const MINUTE_MS = 60_000;

/** "+13 ms", "+1.4 s", "+12 s"; empty when it was longer, for then the clock says more. */
export function since(before: string | undefined, at: string): string {
  const ms = before === undefined ? MINUTE_MS : Date.parse(at) - Date.parse(before);
  if (ms >= MINUTE_MS || ms <= 0) return "";
  return ms < 1000 ? `+${number(ms)} ms` : `+${number(ms / 1000, ms < 10_000 ? 1 : 0)} s`;
}

const STEERING = /^(control_(suspend|resume|terminate)|emergency_stop|restart)$/;

/** Whether an order was about the sale: it carries its number, or steered its pump while it ran. */
export function isAbout(order: LoggedCommand, sale: Pick<SaleDetail, "sale_id" | "opened_at" | "payable_at" | "cleared_at" | "pump">): boolean {
  if (JSON.stringify(order.command).includes(sale.sale_id)) return true;
  const until = sale.payable_at ?? sale.cleared_at;
  const steers = STEERING.test(order.kind) && (order.pump === sale.pump || order.pump === 0);
  return steers && order.sent_at >= sale.opened_at && (until === null || order.sent_at <= until);
}
