"use client";

import Link from "next/link";
import { useTranslations } from "use-intl";
import { texts } from "@/i18n/language";
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
const WHICH = ["open", "all"] as const;
const SOON_MS = 3 * 86_400_000;

/** Until when it must be answered; soon is said louder. */
export function Deadline({ dispute, zone }: { dispute: Dispute; zone: string }) {
  const t = useTranslations("money");
  const now = useNow(60_000);
  const due = dispute.evidence_due_by;
  if (!due || !canAnswer(dispute)) return <span className="text-ink-2">{dispute.submitted_at ? t("dispute.answeredAt", { time: stamp(dispute.submitted_at, zone) }) : "–"}</span>;
  const left = Date.parse(due) - now;
  return <><span className={left < SOON_MS ? "font-bold text-bad-ink" : "font-semibold"}>{leftWord(Date.parse(due), now)}</span><span className="block text-sm whitespace-nowrap text-ink-2">{stamp(due, zone)}</span></>;
}

function columns(sites: Sites): readonly Column<Dispute>[] {
  const t = texts("money");
  return [
    { title: t("dispute.opened"), cell: (one) => <Link href={disputePath(one.dispute_id)} data-testid={`dispute-${one.dispute_id}`} className={`whitespace-nowrap ${LINK}`}>{stamp(one.opened_at, sites.zone(one.site))}</Link> },
    { title: t("state"), cell: (one) => <LookBadge look={disputeLook(one.status)} /> },
    { title: t("dispute.answerBy"), cell: (one) => <Deadline dispute={one} zone={sites.zone(one.site)} /> },
    { title: t("amount"), width: "md:text-right", cell: (one) => <span className="font-semibold whitespace-nowrap">{money(one.amount_minor, one.currency)}</span> },
    { title: t("why"), width: "md:w-1/4", cell: (one) => disputeReason(one.reason) },
    { title: t("site"), cell: (one) => sites.name(one.site) },
  ];
}

/** `/disputes?site=…&which=all`: those that must be answered soonest first. */
export function DisputesPage() {
  const t = useTranslations("money");
  const sites = useSites("disputes.read");
  const { filter, set } = useFilter(["site", "which"]);
  const which = filter.which === "all" ? "all" : "open";
  useLiveScope(filter.site ? [filter.site] : sites.all.map((site) => site.site_id), TYPES);
  const query = disputes({ ...(filter.site && { site: filter.site }), ...(which === "open" && { open_only: "true" }) });
  return (
    <>
      <PaymentTabs />
      <PageHead title={t("dispute.title")} aside={<Segments label={t("show")} value={which} options={WHICH.map((value) => ({ value, word: t(`dispute.${value}`) }))} onChange={(next) => set({ which: next === "open" ? "" : next })} />}>
        {t("dispute.intro")}
      </PageHead>
      <Tools><SiteFilter sites={sites} value={filter.site ?? ""} onChange={(site) => set({ site })} /><ListFiles name="disputes" query={query} columns={DISPUTE_FILE} /></Tools>
      <Paged what={t("dispute.the")} query={query} empty={<Empty icon="check" title={which === "open" ? t("dispute.noneOpen") : t("dispute.none")}>{t("dispute.noneHint")}</Empty>}>
        {(rows) => <DataTable caption={t("dispute.caption")} columns={columns(sites)} rows={rows} rowId={(one) => one.dispute_id} />}
      </Paged>
    </>
  );
}
