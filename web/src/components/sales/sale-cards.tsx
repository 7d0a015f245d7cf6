"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useTranslations } from "use-intl";
import { money } from "@/lib/format";
import { payment as paymentQuery } from "@/lib/payment-queries";
import type { SaleCardPayment } from "@/lib/payment-types";
import { SALE_CARD_STATES, cardWord, declineWords, endWords, questionWords } from "@/lib/payment-words";
import type { SaleDetail } from "@/lib/selling-types";
import { usePermissions } from "@/session/use-me";
import { TestMark, paymentPath } from "../payments/parts";
import { LINK, LookBadge, Section } from "./parts";

/** What the payments service knows of it. */
function Known({ paymentId }: { paymentId: string }) {
  const t = useTranslations("trade");
  const found = useQuery(paymentQuery(paymentId)).data;
  if (!found) return null;
  return (
    <>
      <span className="flex flex-wrap items-center gap-2">{cardWord(found.card)}{found.test && <TestMark />}</span>
      {found.open_question && <span className="block text-sm font-semibold text-warn-ink">{questionWords(found.open_question)}</span>}
      {found.state === "DECLINED" && <span className="block text-sm text-ink-2">{declineWords(found.reason, found.message)}</span>}
      {found.shortfall_minor > 0 && <span className="block text-sm font-semibold text-warn-ink">{t("sale.shortfall", { amount: money(found.shortfall_minor, found.currency) })}</span>}
    </>
  );
}

function Row({ one, sale, reads }: { one: SaleCardPayment; sale: SaleDetail; reads: boolean }) {
  const t = useTranslations("trade");
  return (
    <li data-testid={`sale-card-${one.payment_id}`} data-state={one.state} className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2 py-3 first:pt-0 last:pb-0">
      <div className="min-w-0 flex-1 basis-52">
        <p className="font-bold">{money(one.amount_minor, sale.currency)}</p>
        {reads ? <Known paymentId={one.payment_id} /> : one.reason && <p className="text-sm text-ink-2">{endWords(one.reason)}</p>}
        {reads && <Link href={paymentPath(one.payment_id)} className={`inline-flex min-h-9 items-center ${LINK}`}>{t("sale.openPayment")}</Link>}
      </div>
      <LookBadge look={SALE_CARD_STATES[one.state]} />
    </li>
  );
}

/** Cards that were asked for it; what was taken stands among the tenders. */
export function SaleCards({ sale }: { sale: SaleDetail }) {
  const t = useTranslations("trade");
  const { may } = usePermissions();
  if (sale.card_payments.length === 0) return null;
  return (
    <Section id="cards-title" title={t("sale.cardPayments")}>
      <ul className="divide-y divide-line">{sale.card_payments.map((one) => <Row key={one.payment_id} one={one} sale={sale} reads={may("payments.read", sale.site)} />)}</ul>
    </Section>
  );
}
