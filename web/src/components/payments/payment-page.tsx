"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useSearchParams } from "next/navigation";
import { useTranslations } from "use-intl";
import { texts } from "@/i18n/language";
import { withQuery } from "@/lib/api";
import { stampBy } from "@/lib/finance-words";
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
import { PrintButton } from "../table-tools";
import { TONE } from "../ui";
import { CancelPayment } from "./cancel-payment";
import { PaymentState, TestMark } from "./parts";
import { PaymentEntries } from "./payment-entries";
import { PaymentRefunds } from "./payment-refunds";
import { PaymentTimeLine } from "./payment-time-line";

const TYPES = ["payment.changed", "card_refund.changed", "dispute.changed"] as const;

function amounts(payment: PaymentDetail): Fact[] {
  const t = texts("money");
  const { currency } = payment;
  return [
    [t("askedFor"), money(payment.amount_minor, currency)], [t("payment.approved"), money(payment.approved_minor, currency)],
    ...(payment.purpose === "HOLD" ? [[t("payment.takes"), payment.take_minor < 0 ? t("payment.notKnown") : money(payment.take_minor, currency)] as const] : []), [t("payment.taken"), <span key="taken" data-testid="captured">{money(payment.captured_minor, currency)}</span>],
    [t("givenBack"), money(payment.refunded_minor, currency)], ...(payment.shortfall_minor > 0 ? [[t("payment.owed"), money(payment.shortfall_minor, currency)] as const] : []),
  ];
}

function facts(payment: PaymentDetail, sites: Sites): Fact[] {
  const t = texts("money");
  const zone = sites.zone(payment.site);
  return [
    [t("site"), sites.name(payment.site)], [t("payment.whatFor"), PURPOSES[payment.purpose]], [t("how"), METHODS[payment.method.kind] ?? payment.method.kind],
    [t("card"), payment.card ? [cardWord(payment.card), expiryWord(payment.card)].filter(Boolean).join(", ") : t("noCard")],
    [t("askedFor"), stampBy(payment.created_at, payment.created_by, zone)],
    ...(payment.capture_before && payment.state === "AUTHORISED" ? [[t("payment.before"), fullStamp(payment.capture_before, zone)] as const] : []),
    ...(payment.sale_id ? [[t("sale"), <Link key="sale" href={salePath(payment.sale_id)} className={LINK}>{t("openSale")}</Link>] as const] : []),
    ...(payment.shift_id ? [[t("payment.shift"), <Link key="shift" href={shiftPath(payment.shift_id)} className={LINK}>{t("payment.openShift")}</Link>] as const] : []),
    [t("atStripe"), payment.stripe_id ? <code key="stripe" className="text-sm select-all">{payment.stripe_id}</code> : t("payment.notAtStripe")],
    [t("payment.id"), <code key="id" className="text-sm select-all">{payment.payment_id}</code>],
  ];
}

function Note({ tone, icon, testId, children }: { tone: "warn" | "bad"; icon: IconName; testId?: string; children: string }) {
  return <p role="status" data-testid={testId} className={`mb-4 flex items-start gap-3 rounded-xl px-5 py-3 font-semibold ${TONE[tone]}`}><Icon name={icon} className="size-6" /><span>{children}</span></p>;
}

/** What is out of the ordinary about it. */
function Notes({ payment }: { payment: PaymentDetail }) {
  const t = useTranslations("money");
  const { state, reason, message, currency } = payment;
  return (
    <>
      {payment.open_question && <Note tone="warn" icon="question" testId="open-question">{questionWords(payment.open_question)}</Note>}
      {state === "DECLINED" && <Note tone="bad" icon="cross">{declineWords(reason, message)}</Note>}
      {(state === "VOIDED" || state === "EXPIRED") && reason && <Note tone="warn" icon="info">{t("payment.ended", { why: endWords(reason) })}</Note>}
      {payment.shortfall_minor > 0 && <Note tone="bad" icon="warning">{t("payment.shortNote", { amount: money(payment.shortfall_minor, currency) })}</Note>}
      {payment.disputed && <Note tone="bad" icon="bell">{t("payment.disputedNote")}</Note>}
    </>
  );
}

function Body({ payment, sites }: { payment: PaymentDetail; sites: Sites }) {
  const t = useTranslations("money");
  const { mayEverywhere } = usePermissions();
  const zone = sites.zone(payment.site);
  useLiveScope([payment.site], TYPES);
  return (
    <>
      <PageHead title={t("payment.money", { amount: money(payment.state === "CAPTURED" ? payment.captured_minor : payment.amount_minor, payment.currency) })} aside={<>{payment.test && <TestMark />}<span data-testid="payment-state" data-state={payment.state}><PaymentState payment={payment} /></span><CancelPayment payment={payment} /><PrintButton /></>} />
      <Notes payment={payment} />
      <div className="grid grid-cols-1 items-start gap-6 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <div className="grid grid-cols-1 gap-6">
          <Section id="amounts-title" title={t("payment.amounts")}><Facts facts={amounts(payment)} className="grid-cols-2 sm:grid-cols-3" /></Section>
          <Section id="facts-title" title={t("payment.one")}><Facts facts={facts(payment, sites)} /></Section>
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
  const t = useTranslations("money");
  const id = useSearchParams().get("id") ?? "";
  const sites = useSites("payments.read");
  const answer = useQuery({ ...paymentQuery(id), enabled: id !== "" });
  return (
    <>
      <BackLink href={withQuery("/payments/", { site: answer.data?.site })}>{t("list.title")}</BackLink>
      <Detail id={id} what="payment" answer={answer}>{(payment) => <Body payment={payment} sites={sites} />}</Detail>
    </>
  );
}
