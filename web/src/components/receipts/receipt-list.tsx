"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useSearchParams } from "next/navigation";
import { dayInstants } from "@/lib/day-filter";
import { money, number, stamp } from "@/lib/format";
import { RECEIPT_FILE } from "@/lib/list-files";
import { receiptVerification, receipts } from "@/lib/selling-queries";
import type { Receipt } from "@/lib/selling-types";
import { RECEIPT_KINDS } from "@/lib/selling-words";
import { useSites, type Sites } from "@/lib/use-sites";
import { DataTable, type Column } from "../data-table";
import { Icon } from "../icon";
import { PageHead, SellingTabs } from "../page-head";
import { Paged } from "../paged";
import { BackLink, DayInput, LINK, SiteFilter } from "../sales/parts";
import { receiptPath, salePath } from "../sales/paths";
import { ListFiles, SearchBox, Tools, useFilter } from "../table-tools";
import { Empty, TONE } from "../ui";
import { ReceiptView } from "./receipt-view";

function columns(sites: Sites): readonly Column<Receipt>[] {
  return [
    { title: "Number", cell: (receipt) => <Link href={receiptPath(receipt.receipt_id)} data-testid={`receipt-${receipt.receipt_id}`} className={LINK}>{receipt.till} / {receipt.number}</Link> },
    { title: "Kind", cell: (receipt) => RECEIPT_KINDS[receipt.kind] ?? receipt.kind },
    { title: "Issued", cell: (receipt) => <span className="whitespace-nowrap">{stamp(receipt.issued_at, sites.zone(receipt.site))}</span> },
    { title: "Amount", width: "md:text-right", cell: (receipt) => <span className="font-semibold whitespace-nowrap">{money(receipt.content.total_minor, receipt.content.currency)}</span> },
    { title: "Cashier", cell: (receipt) => receipt.content.cashier || "–" },
    { title: "Handed out", cell: (receipt) => (receipt.prints === 0 ? <span className="text-ink-2">no</span> : receipt.prints === 1 ? "once" : `${receipt.prints} times`) },
    { title: "Site", cell: (receipt) => sites.name(receipt.site) },
    { title: "Sale", cell: (receipt) => <Link href={salePath(receipt.sale_id)} className={LINK} aria-label={`Sale of ${receipt.till} ${receipt.number}`}>Sale</Link> },
  ];
}

/** Whether the chains of a site's receipts hold. */
function Chains({ site }: { site: string }) {
  const answer = useQuery(receiptVerification(site)).data;
  if (!answer || answer.items.length === 0) return null;
  const broken = answer.items.filter((series) => series.broken_number > 0);
  const count = answer.items.reduce((sum, series) => sum + series.receipts, 0);
  return (
    <div role={broken.length > 0 ? "alert" : "status"} data-testid="receipt-chains" data-whole={broken.length === 0} className={`mb-4 flex items-start gap-3 rounded-xl px-5 py-3 ${TONE[broken.length > 0 ? "bad" : "ok"]}`}>
      <Icon name={broken.length > 0 ? "warning" : "shield"} className="size-7" />
      <div>
        <p className="font-bold">{broken.length > 0 ? "The chain of receipts is broken" : "No receipt is missing and none was changed"}</p>
        {broken.length === 0 && <p>{number(count)} receipts in {answer.items.length === 1 ? "one series" : `${answer.items.length} series`} were checked.</p>}
        {broken.map((series) => <p key={series.till}>{series.till}: from number {series.broken_number}. {series.problem}</p>)}
      </div>
    </div>
  );
}

function List() {
  const sites = useSites("sales.read");
  const { filter, set } = useFilter(["site", "till", "from", "to"]);
  const filtered = Object.keys(filter).length > 0;
  const query = receipts(dayInstants(filter, sites.zone(filter.site)));
  return (
    <>
      <SellingTabs />
      <PageHead title="Receipts">Numbered without gaps, frozen when they were issued, chained.</PageHead>
      <Tools>
        <SearchBox label="Till, or invoice" value={filter.till ?? ""} onChange={(till) => set({ till })} />
        <SiteFilter sites={sites} value={filter.site ?? ""} onChange={(site) => set({ site })} />
        <DayInput label="From" value={filter.from ?? ""} max={filter.to} onChange={(from) => set({ from })} />
        <DayInput label="to" value={filter.to ?? ""} onChange={(to) => set({ to })} />
        <ListFiles name="receipts" query={query} columns={RECEIPT_FILE} />
      </Tools>
      {filter.site && <Chains site={filter.site} />}
      <Paged what="The receipts" query={query} empty={<Empty icon="till" title={filtered ? "No receipt fits this search" : "No receipts yet"}>A receipt is issued when a sale is cleared.</Empty>}>
        {(rows) => <DataTable caption="Receipts, newest first" columns={columns(sites)} rows={rows} rowId={(receipt) => receipt.receipt_id} />}
      </Paged>
    </>
  );
}

/** `/receipts?site=…&till=…`, and one of them: `/receipts?id=…`. */
export function ReceiptsPage() {
  const id = useSearchParams().get("id");
  if (id === null) return <List />;
  return (
    <>
      <BackLink href="/receipts/">Receipts</BackLink>
      <PageHead title="Receipt" />
      <ReceiptView id={id} />
    </>
  );
}
