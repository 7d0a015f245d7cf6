"use client";

import Link from "next/link";
import { leftWord } from "@/lib/finance-words";
import { money, stamp } from "@/lib/format";
import { DISPUTE_FILE } from "@/lib/list-files";
import { disputes } from "@/lib/payment-queries";
import type { Dispute } from "@/lib/payment-types";
import { canAnswer, disputeLook, disputeReason } from "@/lib/payment-words";
import { useSites, type Sites } from "@/lib/use-sites";
import { useLiveScope, useNow } from "@/live/live-provider";
import { DataTable, type Column } from "../data-table";
import { PageHead, PaymentTabs } from "../page-head";
import { Paged } from "../paged";
import { LINK, LookBadge, SiteFilter } from "../sales/parts";
import { Segments } from "../segments";
import { ListFiles, Tools, useFilter } from "../table-tools";
import { Empty } from "../ui";
import { disputePath } from "./parts";

const TYPES = ["dispute.changed"] as const;
const WHICH = [{ value: "open", word: "To answer" }, { value: "all", word: "All" }] as const;
const SOON_MS = 3 * 86_400_000;

/** Until when it must be answered; soon is said louder. */
export function Deadline({ dispute, zone }: { dispute: Dispute; zone: string }) {
  const now = useNow(60_000);
  const due = dispute.evidence_due_by;
  if (!due || !canAnswer(dispute)) return <span className="text-ink-2">{dispute.submitted_at ? `answered ${stamp(dispute.submitted_at, zone)}` : "–"}</span>;
  const left = Date.parse(due) - now;
  return <><span className={left < SOON_MS ? "font-bold text-bad-ink" : "font-semibold"}>{leftWord(Date.parse(due), now)}</span><span className="block text-sm whitespace-nowrap text-ink-2">{stamp(due, zone)}</span></>;
}

function columns(sites: Sites): readonly Column<Dispute>[] {
  return [
    { title: "Opened", cell: (one) => <Link href={disputePath(one.dispute_id)} data-testid={`dispute-${one.dispute_id}`} className={`whitespace-nowrap ${LINK}`}>{stamp(one.opened_at, sites.zone(one.site))}</Link> },
    { title: "State", cell: (one) => <LookBadge look={disputeLook(one.status)} /> },
    { title: "Answer by", cell: (one) => <Deadline dispute={one} zone={sites.zone(one.site)} /> },
    { title: "Amount", width: "md:text-right", cell: (one) => <span className="font-semibold whitespace-nowrap">{money(one.amount_minor, one.currency)}</span> },
    { title: "Why", width: "md:w-1/4", cell: (one) => disputeReason(one.reason) },
    { title: "Site", cell: (one) => sites.name(one.site) },
  ];
}

/** `/disputes?site=…&which=all`: those that must be answered soonest first. */
export function DisputesPage() {
  const sites = useSites("disputes.read");
  const { filter, set } = useFilter(["site", "which"]);
  const which = filter.which === "all" ? "all" : "open";
  useLiveScope(filter.site ? [filter.site] : sites.all.map((site) => site.site_id), TYPES);
  const query = disputes({ ...(filter.site && { site: filter.site }), ...(which === "open" && { open_only: "true" }) });
  return (
    <>
      <PaymentTabs />
      <PageHead title="Disputes" aside={<Segments label="Show" value={which} options={WHICH} onChange={(next) => set({ which: next === "open" ? "" : next })} />}>
        Customers&apos; banks that want their money back. What is not answered in time is lost.
      </PageHead>
      <Tools><SiteFilter sites={sites} value={filter.site ?? ""} onChange={(site) => set({ site })} /><ListFiles name="disputes" query={query} columns={DISPUTE_FILE} /></Tools>
      <Paged what="The disputes" query={query} empty={<Empty icon="check" title={which === "open" ? "Nothing to answer" : "No disputes"}>A dispute appears here as soon as a bank opens one.</Empty>}>
        {(rows) => <DataTable caption="Disputes, those to be answered soonest first" columns={columns(sites)} rows={rows} rowId={(one) => one.dispute_id} />}
      </Paged>
    </>
  );
}
