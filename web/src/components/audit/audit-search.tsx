"use client";

import Link from "next/link";
import { FILTERS, OUTCOME_OPTIONS, instants, shortTarget, utcDay } from "@/lib/audit";
import { auditRecords } from "@/lib/identity-queries";
import type { AuditRecord } from "@/lib/types";
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

const COLUMNS: readonly Column<AuditRecord>[] = [
  { title: "Time", cell: (record) => <Moment record={record} /> },
  { title: "Who", cell: (record) => <Who record={record} /> },
  {
    title: "What", width: "md:w-1/3", cell: (record) => (
      <Link href={recordPath(record.record_id)} data-testid={`record-${record.record_id}`} className="block min-w-44 break-words">
        <CallName record={record} /><span className="block text-sm text-ink-2" title={record.target}>{shortTarget(record.target)}</span>
      </Link>
    ),
  },
  { title: "Site", cell: (record) => <span className="whitespace-nowrap">{record.site || "–"}</span> },
  { title: "Outcome", cell: (record) => <Outcome outcome={record.outcome} /> },
  { title: "From", width: "md:max-lg:hidden", cell: (record) => <span className="block max-w-44 text-sm break-words">{record.address || "–"}</span> },
];

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
  const { filter, set } = useFilter(FILTERS);
  const today = utcDay(useNow(60_000));
  const from = filter.from ?? utcDay(Date.parse(filter.to ?? today) - WEEK_MS);
  const to = filter.to ?? today;
  const { mayEverywhere } = usePermissions();
  return (
    <>
      <PageHead title="Audit" aside={<><DownloadButton path="/audit/export" query={{ from, to, format: "csv" }} text="CSV" /><DownloadButton path="/audit/export" query={{ from, to, format: "ndjson" }} text="NDJSON" /></>}>
        Every change and every sign-in: who, what, from where, and how it ended.
      </PageHead>
      {mayEverywhere("audit.read") && <VerificationBanner from={from} to={to} />}
      <Tools>
        <SearchBox label="Search" value={filter.q ?? ""} onChange={(q) => set({ q })} />
        <Day name="from" label="From" value={from} onChange={(value) => set({ from: value })} />
        <Day name="to" label="to" value={to} onChange={(value) => set({ to: value })} />
        <FilterSelect label="Outcome" all="Every outcome" value={filter.outcome ?? ""} options={OUTCOME_OPTIONS} onChange={(outcome) => set({ outcome })} />
      </Tools>
      <MoreFilters filter={filter} onChange={set} />
      <Paged what="The audit" query={auditRecords(instants({ ...filter, from, to }))} empty={<Empty icon="search" title="No record fits">Change the words, the days or the filters.</Empty>}>
        {(rows) => <DataTable caption="Audit records, newest first" columns={COLUMNS} rows={rows} rowId={(record) => record.record_id} />}
      </Paged>
    </>
  );
}
