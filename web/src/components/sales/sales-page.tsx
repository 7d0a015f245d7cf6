"use client";

import { useSearchParams } from "next/navigation";
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

const VIEWS = [{ value: "sales", word: "Sales" }, { value: "refunds", word: "Refunds" }, { value: "debts", word: "Debts" }] as const;
type View = (typeof VIEWS)[number]["value"];
const TYPES = ["sale.changed", "sale.refunded", "card_refund.changed"] as const;

/** `/sales?site=…&state=…`, and the refunds and debts that come of sales. */
export function SalesPage() {
  const sites = useSites("sales.read");
  const asked = useSearchParams().get("view");
  const view: View = VIEWS.find((one) => one.value === asked)?.value ?? "sales";
  const { filter, set } = useFilter(SALE_FILTERS);
  useLiveScope(filter.site ? [filter.site] : sites.all.map((site) => site.site_id), TYPES);
  return (
    <>
      <SellingTabs />
      <PageHead title="Sales" aside={<>{view === "sales" && <ListFiles name="sales" query={saleFile(dayInstants(filter, sites.zone(filter.site)))} shown={sales(dayInstants(filter, sites.zone(filter.site)))} columns={SALE_FILE} />}<Segments label="Show" value={view} options={VIEWS} onChange={(next) => set({ view: next === "sales" ? "" : next })} /></>}>
        Every ticket, from the release of the pump to the receipt.
      </PageHead>
      {view === "sales" && <SaleList sites={sites} />}
      {view === "refunds" && <RefundList sites={sites} />}
      {view === "debts" && <DebtList sites={sites} />}
    </>
  );
}
