"use client";

import { useSearchParams } from "next/navigation";
import { useTranslations } from "use-intl";
import { dayInstants } from "@/lib/day-filter";
import { saleFile, sales } from "@/lib/selling-queries";
import { useSites } from "@/lib/use-sites";
import { useLiveScope } from "@/live/live-provider";
import { PageHead, SellingTabs } from "../page-head";
import { Segments } from "../segments";
import { ListFiles, useFilter } from "../table-tools";
import { DebtList } from "./debt-list";
import { RefundList } from "./refund-list";
import { SALE_FILE, SALE_FILTERS, SaleList } from "./sale-list";

const VIEWS = ["sales", "refunds", "debts"] as const;
type View = (typeof VIEWS)[number];
const TYPES = ["sale.changed", "sale.refunded", "card_refund.changed"] as const;

/** `/sales?site=…&state=…`, and the refunds and debts that come of sales. */
export function SalesPage() {
  const t = useTranslations("sales");
  const sites = useSites("sales.read");
  const asked = useSearchParams().get("view");
  const view: View = VIEWS.find((one) => one === asked) ?? "sales";
  const { filter, set } = useFilter(SALE_FILTERS);
  useLiveScope(filter.site ? [filter.site] : sites.all.map((site) => site.site_id), TYPES);
  return (
    <>
      <SellingTabs />
      <PageHead title={t("view.sales")} aside={<>{view === "sales" && <ListFiles name="sales" query={saleFile(dayInstants(filter, sites.zone(filter.site)))} shown={sales(dayInstants(filter, sites.zone(filter.site)))} columns={SALE_FILE} />}<Segments label={t("show")} value={view} options={VIEWS.map((one) => ({ value: one, word: t(`view.${one}`) }))} onChange={(next) => set({ view: next === "sales" ? "" : next })} /></>}>
        {t("intro")}
      </PageHead>
      {view === "sales" && <SaleList sites={sites} />}
      {view === "refunds" && <RefundList sites={sites} />}
      {view === "debts" && <DebtList sites={sites} />}
    </>
  );
}
