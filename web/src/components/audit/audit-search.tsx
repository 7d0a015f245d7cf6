"use client";

import Link from "next/link";
import { useTranslations } from "use-intl";
import { texts } from "@/i18n/language";
import { FILTERS, instants, outcomeOptions, shortTarget, utcDay } from "@/lib/audit";
import { auditRecords } from "@/lib/identity-queries";
import type { AuditRecord } from "@/lib/types";
import { usePlaceNames } from "@/lib/use-place-names";
import { useNow } from "@/live/live-provider";
import { usePermissions } from "@/session/use-me";
import { DataTable, type Column } from "../data-table";
import { DownloadButton } from "../download-button";
import { PageHead } from "../page-head";
import { Paged } from "../paged";
import { FilterSelect, SearchBox, Tools, useFilter } from "../table-tools";
import { Empty } from "../ui";
import { CallName, Moment, Outcome, Who, recordPath } from "./audit-parts";
import { MoreFilters } from "./more-filters";
import { VerificationBanner } from "./verification-banner";

function columns(siteName: (id: string) => string): readonly Column<AuditRecord>[] {
  const t = texts("calls");
  return [
    { title: t("audit.time"), cell: (record) => <Moment record={record} /> },
    { title: t("who"), cell: (record) => <Who record={record} /> },
    {
      title: t("audit.what"), width: "md:w-1/3", cell: (record) => (
        <Link href={recordPath(record.record_id)} data-testid={`record-${record.record_id}`} className="block min-w-44 break-words">
          <CallName record={record} /><span className="block text-sm text-ink-2" title={record.target}>{shortTarget(record.target)}</span>
        </Link>
      ),
    },
    { title: t("site"), cell: (record) => (record.site ? siteName(record.site) : "–") },
    { title: t("audit.outcome"), cell: (record) => <Outcome outcome={record.outcome} /> },
    { title: t("audit.from"), width: "md:max-lg:hidden", cell: (record) => <span className="block max-w-44 text-sm break-words">{record.address || "–"}</span> },
  ];
}

/** Days of UTC, as the chain of records has them. */
function Day({ name, label, value, onChange }: { name: string; label: string; value: string; onChange: (value: string) => void }) {
  return (
    <label className="flex items-center gap-2">
      <span className="text-ink-2">{label}</span>
      <input type="date" value={value} data-testid={`audit-${name}`} onChange={(event) => onChange(event.target.value)} className="min-h-11 rounded-lg border border-line-strong bg-surface px-2.5 font-semibold" />
    </label>
  );
}

const WEEK_MS = 6 * 86_400_000;

export function AuditSearch() {
  const t = useTranslations("calls");
  const { filter, set } = useFilter(FILTERS);
  const today = utcDay(useNow(60_000));
  const from = filter.from ?? utcDay(Date.parse(filter.to ?? today) - WEEK_MS);
  const to = filter.to ?? today;
  const { mayEverywhere } = usePermissions();
  const names = usePlaceNames();
  return (
    <>
      <PageHead title={t("audit.title")} aside={<><DownloadButton path="/audit/export" query={{ from, to, format: "csv" }} text="CSV" /><DownloadButton path="/audit/export" query={{ from, to, format: "ndjson" }} text="NDJSON" /></>}>
        {t("audit.intro")}
      </PageHead>
      {mayEverywhere("audit.read") && <VerificationBanner from={from} to={to} />}
      <Tools>
        <SearchBox label={t("audit.search")} value={filter.q ?? ""} onChange={(q) => set({ q })} />
        <Day name="from" label={t("audit.since")} value={from} onChange={(value) => set({ from: value })} />
        <Day name="to" label={t("audit.till")} value={to} onChange={(value) => set({ to: value })} />
        <FilterSelect label={t("audit.outcome")} all={t("audit.everyOutcome")} value={filter.outcome ?? ""} options={outcomeOptions()} onChange={(outcome) => set({ outcome })} />
      </Tools>
      <MoreFilters filter={filter} onChange={set} />
      <Paged what={t("audit.all")} query={auditRecords(instants({ ...filter, from, to }))} empty={<Empty icon="search" title={t("audit.noneFits")}>{t("audit.noneHint")}</Empty>}>
        {(rows) => <DataTable caption={t("audit.newestFirst")} columns={columns(names.site)} rows={rows} rowId={(record) => record.record_id} />}
      </Paged>
    </>
  );
}
