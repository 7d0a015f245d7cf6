"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useSearchParams } from "next/navigation";
import { useTranslations } from "use-intl";
import { texts } from "@/i18n/language";
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
  const t = texts("trade");
  return [
    { title: t("number"), cell: (receipt) => <Link href={receiptPath(receipt.receipt_id)} data-testid={`receipt-${receipt.receipt_id}`} className={LINK}>{receipt.till} / {receipt.number}</Link> },
    { title: t("kind"), cell: (receipt) => RECEIPT_KINDS[receipt.kind] ?? receipt.kind },
    { title: t("receipt.issued"), cell: (receipt) => <span className="whitespace-nowrap">{stamp(receipt.issued_at, sites.zone(receipt.site))}</span> },
    { title: t("amount"), width: "md:text-right", cell: (receipt) => <span className="font-semibold whitespace-nowrap">{money(receipt.content.total_minor, receipt.content.currency)}</span> },
    { title: t("shift.cashier"), cell: (receipt) => receipt.content.cashier || "–" },
    { title: t("receipt.handedOut"), cell: (receipt) => (receipt.prints === 0 ? <span className="text-ink-2">{t("receipt.handedOutNo")}</span> : t("receipt.handedOutTimes", { count: receipt.prints })) },
    { title: t("site"), cell: (receipt) => sites.name(receipt.site) },
    { title: t("receipt.sale"), cell: (receipt) => <Link href={salePath(receipt.sale_id)} className={LINK} aria-label={t("receipt.saleOf", { till: receipt.till, number: String(receipt.number) })}>{t("receipt.sale")}</Link> },
  ];
}

/** Whether the chains of a site's receipts hold. */
function Chains({ site }: { site: string }) {
  const t = useTranslations("trade");
  const answer = useQuery(receiptVerification(site)).data;
  if (!answer || answer.items.length === 0) return null;
  const broken = answer.items.filter((series) => series.broken_number > 0);
  const count = answer.items.reduce((sum, series) => sum + series.receipts, 0);
  return (
    <div role={broken.length > 0 ? "alert" : "status"} data-testid="receipt-chains" data-whole={broken.length === 0} className={`mb-4 flex items-start gap-3 rounded-xl px-5 py-3 ${TONE[broken.length > 0 ? "bad" : "ok"]}`}>
      <Icon name={broken.length > 0 ? "warning" : "shield"} className="size-7" />
      <div>
        <p className="font-bold">{t(broken.length > 0 ? "receipt.broken" : "receipt.whole")}</p>
        {broken.length === 0 && <p>{t("receipt.checked", { receipts: number(count), series: answer.items.length })}</p>}
        {broken.map((series) => <p key={series.till}>{t("receipt.brokenFrom", { till: series.till, number: String(series.broken_number), problem: series.problem })}</p>)}
      </div>
    </div>
  );
}

function List() {
  const t = useTranslations("trade");
  const sites = useSites("sales.read");
  const { filter, set } = useFilter(["site", "till", "from", "to"]);
  const filtered = Object.keys(filter).length > 0;
  const query = receipts(dayInstants(filter, sites.zone(filter.site)));
  return (
    <>
      <SellingTabs />
      <PageHead title={t("receipt.title")}>{t("receipt.intro")}</PageHead>
      <Tools>
        <SearchBox label={t("receipt.search")} value={filter.till ?? ""} onChange={(till) => set({ till })} />
        <SiteFilter sites={sites} value={filter.site ?? ""} onChange={(site) => set({ site })} />
        <DayInput label={t("from")} value={filter.from ?? ""} max={filter.to} onChange={(from) => set({ from })} />
        <DayInput label={t("to")} value={filter.to ?? ""} onChange={(to) => set({ to })} />
        <ListFiles name="receipts" query={query} columns={RECEIPT_FILE} />
      </Tools>
      {filter.site && <Chains site={filter.site} />}
      <Paged what={t("receipt.the")} query={query} empty={<Empty icon="till" title={t(filtered ? "receipt.noneFits" : "receipt.noneYet")}>{t("receipt.hint")}</Empty>}>
        {(rows) => <DataTable caption={t("receipt.newest")} columns={columns(sites)} rows={rows} rowId={(receipt) => receipt.receipt_id} />}
      </Paged>
    </>
  );
}

/** `/receipts?site=…&till=…`, and one of them: `/receipts?id=…`. */
export function ReceiptsPage() {
  const t = useTranslations("trade");
  const id = useSearchParams().get("id");
  if (id === null) return <List />;
  return (
    <>
      <BackLink href="/receipts/">{t("receipt.title")}</BackLink>
      <PageHead title={t("receipt.one")} />
      <ReceiptView id={id} />
    </>
  );
}
