"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useSearchParams } from "next/navigation";
import { withQuery } from "@/lib/api";
import { fullStamp, money } from "@/lib/format";
import { payment as paymentQuery } from "@/lib/payment-queries";
import type { PaymentDetail } from "@/lib/payment-types";
import { METHODS, PURPOSES, cardWord, declineWords, endWords, expiryWord, questionWords } from "@/lib/payment-words";
import { useSites, type Sites } from "@/lib/use-sites";
import { useLiveScope } from "@/live/live-provider";
import { usePermissions } from "@/session/use-me";
import { Icon, type IconName } from "../icon";
import { PageHead } from "../page-head";
import { BackLink, Detail, Facts, LINK, Section, type Fact } from "../sales/parts";
import { salePath, shiftPath } from "../sales/paths";
import { TONE } from "../ui";
import { CancelPayment } from "./cancel-payment";
import { PaymentState, TestMark } from "./parts";
import { PaymentEntries } from "./payment-entries";
import { PaymentRefunds } from "./payment-refunds";
import { PaymentTimeLine } from "./payment-time-line";

const TYPES = ["payment.changed", "card_refund.changed", "dispute.changed"] as const;

function amounts(payment: PaymentDetail): Fact[] {
  const { currency } = payment;
  return [
    ["Asked for", money(payment.amount_minor, currency)], ["Approved", money(payment.approved_minor, currency)],
    ...(payment.purpose === "HOLD" ? [["Its sale takes", payment.take_minor < 0 ? "not known yet" : money(payment.take_minor, currency)] as const] : []), ["Taken", <span key="taken" data-testid="captured">{money(payment.captured_minor, currency)}</span>],
    ["Given back", money(payment.refunded_minor, currency)], ...(payment.shortfall_minor > 0 ? [["Owed by the customer", money(payment.shortfall_minor, currency)] as const] : []),
  ];
}

function facts(payment: PaymentDetail, sites: Sites): Fact[] {
  const zone = sites.zone(payment.site);
  return [
    ["Site", sites.name(payment.site)], ["What for", PURPOSES[payment.purpose]], ["How", METHODS[payment.method.kind] ?? payment.method.kind],
    ["Card", payment.card ? [cardWord(payment.card), expiryWord(payment.card)].filter(Boolean).join(", ") : "none yet"],
    ["Asked for", `${fullStamp(payment.created_at, zone)}${payment.created_by && ` by ${payment.created_by}`}`],
    ...(payment.capture_before && payment.state === "AUTHORISED" ? [["Must be taken before", fullStamp(payment.capture_before, zone)] as const] : []),
    ...(payment.sale_id ? [["Sale", <Link key="sale" href={salePath(payment.sale_id)} className={LINK}>Open its sale</Link>] as const] : []),
    ...(payment.shift_id ? [["Shift", <Link key="shift" href={shiftPath(payment.shift_id)} className={LINK}>Open its shift</Link>] as const] : []),
    ["At Stripe", payment.stripe_id ? <code key="stripe" className="text-sm select-all">{payment.stripe_id}</code> : "not known there yet"],
    ["Id", <code key="id" className="text-sm select-all">{payment.payment_id}</code>],
  ];
}

function Note({ tone, icon, testId, children }: { tone: "warn" | "bad"; icon: IconName; testId?: string; children: string }) {
  return <p role="status" data-testid={testId} className={`mb-4 flex items-start gap-3 rounded-xl px-5 py-3 font-semibold ${TONE[tone]}`}><Icon name={icon} className="size-6" /><span>{children}</span></p>;
}

/** What is out of the ordinary about it. */
function Notes({ payment }: { payment: PaymentDetail }) {
  const { state, reason, message, currency } = payment;
  return (
    <>
      {payment.open_question && <Note tone="warn" icon="question" testId="open-question">{questionWords(payment.open_question)}</Note>}
      {state === "DECLINED" && <Note tone="bad" icon="cross">{declineWords(reason, message)}</Note>}
      {(state === "VOIDED" || state === "EXPIRED") && reason && <Note tone="warn" icon="info">{`${endWords(reason)}.`}</Note>}
      {payment.shortfall_minor > 0 && <Note tone="bad" icon="warning">{`${money(payment.shortfall_minor, currency)} were dispensed beyond what could be taken from the card. The customer owes them.`}</Note>}
      {payment.disputed && <Note tone="bad" icon="bell">The customer&apos;s bank disputes this payment. It is answered under Disputes.</Note>}
    </>
  );
}

function Body({ payment, sites }: { payment: PaymentDetail; sites: Sites }) {
  const { mayEverywhere } = usePermissions();
  const zone = sites.zone(payment.site);
  useLiveScope([payment.site], TYPES);
  return (
    <>
      <PageHead title={`Card payment, ${money(payment.amount_minor, payment.currency)}`} aside={<>{payment.test && <TestMark />}<span data-testid="payment-state" data-state={payment.state}><PaymentState payment={payment} /></span><CancelPayment payment={payment} /></>} />
      <Notes payment={payment} />
      <div className="grid grid-cols-1 items-start gap-6 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <div className="grid grid-cols-1 gap-6">
          <Section id="amounts-title" title="Amounts"><Facts facts={amounts(payment)} className="grid-cols-2 sm:grid-cols-3" /></Section>
          <Section id="facts-title" title="Payment"><Facts facts={facts(payment, sites)} /></Section>
          <PaymentRefunds refunds={payment.refunds} timeZone={zone} />
        </div>
        <PaymentTimeLine payment={payment} timeZone={zone} />
      </div>
      {mayEverywhere("ledger.read") && <div className="mt-6"><PaymentEntries payment={payment} timeZone={zone} /></div>}
    </>
  );
}

/** `/payment?id=…` */
export function PaymentPage() {
  const id = useSearchParams().get("id") ?? "";
  const sites = useSites("payments.read");
  const answer = useQuery({ ...paymentQuery(id), enabled: id !== "" });
  return (
    <>
      <BackLink href={withQuery("/payments/", { site: answer.data?.site })}>Card payments</BackLink>
      <Detail id={id} what="payment" answer={answer}>{(payment) => <Body payment={payment} sites={sites} />}</Detail>
    </>
  );
}
