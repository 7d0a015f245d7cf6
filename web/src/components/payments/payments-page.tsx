"use client";

import { useTranslations } from "use-intl";
import { paymentFile, payments } from "@/lib/payment-queries";
import { useSites } from "@/lib/use-sites";
import { useLiveScope } from "@/live/live-provider";
import { PageHead, PaymentTabs } from "../page-head";
import { ListFiles, useFilter } from "../table-tools";
import { PAYMENT_FILE, PAYMENT_FILTERS, PaymentList, asked } from "./payment-list";

const TYPES = ["payment.changed", "card_refund.changed", "dispute.changed"] as const;

/** `/payments?site=…&state=…`: every card payment, live. */
export function PaymentsPage() {
  const t = useTranslations("money");
  const sites = useSites("payments.read");
  const { filter } = useFilter(PAYMENT_FILTERS);
  useLiveScope(filter.site ? [filter.site] : sites.all.map((site) => site.site_id), TYPES);
  return (
    <>
      <PaymentTabs />
      <PageHead title={t("list.title")} aside={<ListFiles name="payments" query={paymentFile(asked(filter, sites.zone(filter.site)))} shown={payments(asked(filter, sites.zone(filter.site)))} columns={PAYMENT_FILE} />}>
        {t("list.intro")}
      </PageHead>
      <PaymentList sites={sites} />
    </>
  );
}
