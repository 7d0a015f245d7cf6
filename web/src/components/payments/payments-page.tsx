"use client";

import { paymentFile, payments } from "@/lib/payment-queries";
import { useSites } from "@/lib/use-sites";
import { useLiveScope } from "@/live/live-provider";
import { PageHead, PaymentTabs } from "../page-head";
import { ListFiles, useFilter } from "../table-tools";
import { PAYMENT_FILE, PAYMENT_FILTERS, PaymentList, asked } from "./payment-list";

const TYPES = ["payment.changed", "card_refund.changed", "dispute.changed"] as const;

/** `/payments?site=…&state=…`: every card payment, live. */
export function PaymentsPage() {
  const sites = useSites("payments.read");
  const { filter } = useFilter(PAYMENT_FILTERS);
  useLiveScope(filter.site ? [filter.site] : sites.all.map((site) => site.site_id), TYPES);
  return (
    <>
      <PaymentTabs />
      <PageHead title="Card payments" aside={<ListFiles name="payments" query={paymentFile(asked(filter, sites.zone(filter.site)))} shown={payments(asked(filter, sites.zone(filter.site)))} columns={PAYMENT_FILE} />}>
        Held, taken and given back, as Stripe and the tills know it.
      </PageHead>
      <PaymentList sites={sites} />
    </>
  );
}
