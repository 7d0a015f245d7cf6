"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { useTranslations } from "use-intl";
import { texts } from "@/i18n/language";
import { known } from "@/i18n/tables";
import { money, number, stamp } from "@/lib/format";
import { OFFLINE_FILE } from "@/lib/list-files";
import { offlineDevices, offlineOperations, resolveOffline, type OfflineDevice, type OfflineOperation } from "@/lib/offline-queries";
import { useAction } from "@/lib/use-action";
import { useSites, type Sites } from "@/lib/use-sites";
import { usePermissions } from "@/session/use-me";
import { DataTable, type Column } from "../data-table";
import { PageHead, SellingTabs } from "../page-head";
import { Paged } from "../paged";
import { ReasonDialog } from "../sales/reason-dialog";
import { FilterSelect, ListFiles, Tools, useFilter } from "../table-tools";
import { Badge, Empty, Failure, SectionTitle } from "../ui";

const OUTCOMES = ["APPLIED", "CONFLICT", "REFUSED"] as const;
const TONES = { APPLIED: "ok", CONFLICT: "warn", REFUSED: "bad" } as const;

function kindWord(one: OfflineOperation): string {
  return known("people", `offline.kind.${one.kind}`) ?? texts("people")("offline.notReadable");
}

function Resolve({ one }: { one: OfflineOperation }) {
  const t = useTranslations("people");
  const client = useQueryClient();
  const { may } = usePermissions();
  const resolve = useAction((why: string, key) => resolveOffline(one.site, one.operation_id, why, key), { onSuccess: () => client.invalidateQueries({ queryKey: ["offline-operations"] }) });
  if (one.outcome === "APPLIED" || one.resolved_at || !may("sales.approve", one.site)) return null;
  return (
    <ReasonDialog text={t("offline.explain")} title={t("offline.explainTitle", { number: String(one.number), series: one.series })} label={t("offline.whatDone")} field="resolution" maxLength={500} busy={resolve.isPending} error={resolve.error} onClosed={resolve.reset}
      testId={`explain-${one.operation_id}`} onSubmit={(why, close) => resolve.mutate(why, { onSuccess: close })}>
      {one.words}
    </ReasonDialog>
  );
}

function Outcome({ one }: { one: OfflineOperation }) {
  const t = useTranslations("people");
  return (
    <>
      <Badge tone={one.resolved_at ? "muted" : TONES[one.outcome]} icon={one.outcome === "APPLIED" || one.resolved_at ? "check" : "warning"}>{one.resolved_at ? t("offline.explained") : t(`offline.outcome.${one.outcome}`)}</Badge>
      <span className="mt-1 block text-sm text-ink-2">{one.words}</span>
      {one.resolution && <span className="mt-1 block text-sm">{one.resolution} <span className="text-ink-2">({one.resolved_by})</span></span>}
    </>
  );
}

function columns(sites: Sites): readonly Column<OfflineOperation>[] {
  const t = texts("people");
  return [
    { title: t("offline.at"), cell: (one) => <span data-testid={`offline-${one.operation_id}`} className="whitespace-nowrap">{one.at ? stamp(one.at, sites.zone(one.site)) : "–"}<span className="block text-sm text-ink-2">{one.cashier}</span></span> },
    { title: t("offline.till"), cell: (one) => <>{one.till}<span className="block text-sm text-ink-2">{t("offline.number", { series: one.series, number: String(one.number) })}</span></> },
    { title: t("offline.what"), cell: (one) => (one.sale_id ? <Link href={`/sale/?id=${one.sale_id}`} className="font-semibold text-accent underline">{kindWord(one)}</Link> : kindWord(one)) },
    { title: t("offline.cash"), cell: (one) => <span className="whitespace-nowrap tabular-nums">{money(one.cash_minor, one.currency)}{one.owed_minor > 0 && <span className="block text-sm font-semibold text-warn-ink">{t("offline.owed", { amount: money(one.owed_minor, one.currency) })}</span>}</span> },
    { title: t("offline.became"), width: "md:w-2/5", cell: (one) => <Outcome one={one} /> },
    { title: "", cell: (one) => <span className="flex md:justify-end"><Resolve one={one} /></span> },
  ];
}

function deviceColumns(sites: Sites): readonly Column<OfflineDevice>[] {
  const t = texts("people");
  return [
    { title: t("offline.till"), cell: (one) => <>{one.till}<span className="block text-sm text-ink-2">{one.series}</span></> },
    { title: t("offline.browser"), width: "md:w-2/5", cell: (one) => <span className="text-sm [overflow-wrap:anywhere]">{one.name}</span> },
    { title: t("offline.pending"), cell: (one) => (one.pending > 0 ? <Badge tone="warn" icon="unlink">{number(one.pending)}</Badge> : "0") },
    { title: t("offline.receipts"), cell: (one) => number(one.last_receipt_number) },
    { title: t("offline.heard"), cell: (one) => <span className="whitespace-nowrap">{stamp(one.seen_at, sites.zone(one.site))}</span> },
  ];
}

function Devices({ site, sites }: { site: string; sites: Sites }) {
  const t = useTranslations("people");
  const answer = useQuery(offlineDevices(site));
  if (answer.isError && !answer.data) return <Failure error={answer.error} what={t("offline.tills")} onRetry={() => void answer.refetch()} />;
  if (answer.data?.items.length === 0) return <Empty icon="till" title={t("offline.noBrowser")} />;
  return answer.data ? <DataTable caption={t("offline.browsersCaption")} columns={deviceColumns(sites)} rows={answer.data.items} rowId={(one) => one.device_id} /> : null;
}

/** `/offline-tills?site=…&outcome=…`: what tills did without the server, and which browsers still hold something. */
export function OfflineTillsPage() {
  const t = useTranslations("people");
  const sites = useSites("sales.read");
  const { filter, set } = useFilter(["site", "outcome", "unresolved"]);
  const { site: asked, ...rest } = filter;
  const [first, ...others] = sites.all;
  const site = asked ?? first?.site_id ?? "";
  const query = offlineOperations(site, rest);
  return (
    <>
      <SellingTabs />
      <PageHead title={t("offline.title")}>{t("offline.intro")}</PageHead>
      <Tools>
        <FilterSelect label={t("site")} all={first?.name ?? ""} value={site === first?.site_id ? "" : site} options={others.map((one) => ({ value: one.site_id, word: one.name }))} onChange={(next) => set({ site: next })} />
        <FilterSelect label={t("offline.outcomeLabel")} all={t("offline.everyOutcome")} value={rest.outcome ?? ""} options={OUTCOMES.map((value) => ({ value, word: t(`offline.outcome.${value}`) }))} onChange={(outcome) => set({ outcome })} />
        <FilterSelect label={t("offline.toExplain")} all={t("offline.explainedOrNot")} value={rest.unresolved ?? ""} options={[{ value: "true", word: t("offline.toExplain") }]} onChange={(unresolved) => set({ unresolved })} />
        {site && <ListFiles name="offline" query={query} columns={OFFLINE_FILE} shown={query} />}
      </Tools>
      {site && (
        <>
          <section aria-labelledby="operations-title" className="mb-6">
            <SectionTitle id="operations-title">{t("offline.operations")}</SectionTitle>
            <Paged what={t("offline.theOperations")} query={query} empty={<Empty icon="check" title={t("offline.nothing")}>{t("offline.nothingHint")}</Empty>}>
              {(rows) => <DataTable caption={t("offline.newest")} columns={columns(sites)} rows={rows} rowId={(one) => one.operation_id} />}
            </Paged>
          </section>
          <section aria-labelledby="devices-title"><SectionTitle id="devices-title">{t("offline.browsers")}</SectionTitle><Devices site={site} sites={sites} /></section>
        </>
      )}
    </>
  );
}
