"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import { money, stamp } from "@/lib/format";
import { refundWays } from "@/lib/refundable";
import type { SaleDetail } from "@/lib/selling-types";
import { usePermissions } from "@/session/use-me";
import { Button } from "../ui";
import { Section } from "./parts";
import { RefundDecision } from "./refund-decision";
import { RefundState } from "./refund-list";
import { RefundRequest } from "./refund-request";
import { whereTo } from "./refund-words";

/** Money that went back or is asked to, and the way to ask. */
export function SaleRefunds({ sale, timeZone }: { sale: SaleDetail; timeZone: string }) {
  const t = useTranslations("trade");
  const { may } = usePermissions();
  const [asking, setAsking] = useState(false);
  const can = sale.state === "CLEARED" && may("sales.sell", sale.site) && refundWays(sale).length > 0;
  if (sale.refunds.length === 0 && !can) return null;
  return (
    <Section id="refunds-title" title={t("refund.title")} aside={can && <Button onClick={() => setAsking(true)} data-testid="refund-new">{t("refund.ask")}</Button>}>
      {sale.refunds.length === 0 && <p className="text-ink-2">{t("refund.nothing")}</p>}
      <ul className="divide-y divide-line">
        {sale.refunds.map((refund) => (
          <li key={refund.refund_id} data-testid={`refund-${refund.refund_id}`} className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2 py-3 first:pt-0 last:pb-0">
            <div className="min-w-0 flex-1 basis-52">
              <p className="font-bold">{money(refund.amount_minor, refund.currency)} <span className="font-normal text-ink-2">{whereTo(refund, sale.tenders)}</span></p>
              <p>{t("refund.said", { reason: refund.reason })}</p>
              <p className="text-sm text-ink-2">{refund.requested_by}, {stamp(refund.requested_at, timeZone)}</p>
            </div>
            <div><RefundState refund={refund} /></div>
            <RefundDecision refund={refund} />
          </li>
        ))}
      </ul>
      {asking && <RefundRequest sale={sale} onClose={() => setAsking(false)} />}
    </Section>
  );
}
