"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
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

const KINDS: Record<string, string> = { SHOP_SALE: "Shop sale", FUEL_CASH: "Fuel", FUEL_TYPED: "Fuel as the pump showed it", PAID_IN: "Paid in", PAID_OUT: "Paid out", DROP: "Safe drop" };
const OUTCOMES = [{ value: "APPLIED", word: "Booked" }, { value: "CONFLICT", word: "Booked, to be looked at" }, { value: "REFUSED", word: "Not booked" }];
const TONES = { APPLIED: "ok", CONFLICT: "warn", REFUSED: "bad" } as const;

function Resolve({ one }: { one: OfflineOperation }) {
  const client = useQueryClient();
  const { may } = usePermissions();
  const resolve = useAction((why: string, key) => resolveOffline(one.site, one.operation_id, why, key), { onSuccess: () => client.invalidateQueries({ queryKey: ["offline-operations"] }) });
  if (one.outcome === "APPLIED" || one.resolved_at || !may("sales.approve", one.site)) return null;
  return (
    <ReasonDialog text="Explain" title={`Explain operation ${one.number} of ${one.series}`} label="What was done" field="resolution" maxLength={500} busy={resolve.isPending} error={resolve.error} onClosed={resolve.reset}
      testId={`explain-${one.operation_id}`} onSubmit={(why, close) => resolve.mutate(why, { onSuccess: close })}>
      {one.words}
    </ReasonDialog>
  );
}

function Outcome({ one }: { one: OfflineOperation }) {
  return (
    <>
      <Badge tone={one.resolved_at ? "muted" : TONES[one.outcome]} icon={one.outcome === "APPLIED" || one.resolved_at ? "check" : "warning"}>{one.resolved_at ? "Explained" : OUTCOMES.find(({ value }) => value === one.outcome)?.word}</Badge>
      <span className="mt-1 block text-sm text-ink-2">{one.words}</span>
      {one.resolution && <span className="mt-1 block text-sm">{one.resolution} <span className="text-ink-2">({one.resolved_by})</span></span>}
    </>
  );
}

function columns(sites: Sites): readonly Column<OfflineOperation>[] {
  return [
    { title: "Done", cell: (one) => <span data-testid={`offline-${one.operation_id}`} className="whitespace-nowrap">{one.at ? stamp(one.at, sites.zone(one.site)) : "–"}<span className="block text-sm text-ink-2">{one.cashier}</span></span> },
    { title: "Till", cell: (one) => <>{one.till}<span className="block text-sm text-ink-2">{one.series}, no. {one.number}</span></> },
    { title: "What", cell: (one) => (one.sale_id ? <Link href={`/sale/?id=${one.sale_id}`} className="font-semibold text-accent underline">{KINDS[one.kind] ?? "Not readable"}</Link> : (KINDS[one.kind] ?? "Not readable")) },
    { title: "Cash", cell: (one) => <span className="whitespace-nowrap tabular-nums">{money(one.cash_minor, one.currency)}{one.owed_minor > 0 && <span className="block text-sm font-semibold text-warn-ink">{money(one.owed_minor, one.currency)} owed</span>}</span> },
    { title: "What became of it", width: "md:w-2/5", cell: (one) => <Outcome one={one} /> },
    { title: "", cell: (one) => <span className="flex md:justify-end"><Resolve one={one} /></span> },
  ];
}

const DEVICE_COLUMNS = (sites: Sites): readonly Column<OfflineDevice>[] => [
  { title: "Till", cell: (one) => <>{one.till}<span className="block text-sm text-ink-2">{one.series}</span></> },
  { title: "Browser", width: "md:w-2/5", cell: (one) => <span className="text-sm [overflow-wrap:anywhere]">{one.name}</span> },
  { title: "Not handed in", cell: (one) => (one.pending > 0 ? <Badge tone="warn" icon="unlink">{number(one.pending)}</Badge> : "0") },
  { title: "Receipts", cell: (one) => number(one.last_receipt_number) },
  { title: "Heard", cell: (one) => <span className="whitespace-nowrap">{stamp(one.seen_at, sites.zone(one.site))}</span> },
];

function Devices({ site, sites }: { site: string; sites: Sites }) {
  const answer = useQuery(offlineDevices(site));
  if (answer.isError && !answer.data) return <Failure error={answer.error} what="The tills" onRetry={() => void answer.refetch()} />;
  if (answer.data?.items.length === 0) return <Empty icon="till" title="No browser is known as a till here yet" />;
  return answer.data ? <DataTable caption="Browsers that can work without the server" columns={DEVICE_COLUMNS(sites)} rows={answer.data.items} rowId={(one) => one.device_id} /> : null;
}

/** `/offline-tills?site=…&outcome=…`: what tills did without the server, and which browsers still hold something. */
export function OfflineTillsPage() {
  const sites = useSites("sales.read");
  const { filter, set } = useFilter(["site", "outcome", "unresolved"]);
  const { site: asked, ...rest } = filter;
  const [first, ...others] = sites.all;
  const site = asked ?? first?.site_id ?? "";
  const query = offlineOperations(site, rest);
  return (
    <>
      <SellingTabs />
      <PageHead title="Offline tills">What tills did without the server, and what became of it.</PageHead>
      <Tools>
        <FilterSelect label="Site" all={first?.name ?? ""} value={site === first?.site_id ? "" : site} options={others.map((one) => ({ value: one.site_id, word: one.name }))} onChange={(next) => set({ site: next })} />
        <FilterSelect label="Outcome" all="Every outcome" value={rest.outcome ?? ""} options={OUTCOMES} onChange={(outcome) => set({ outcome })} />
        <FilterSelect label="To be explained" all="Explained or not" value={rest.unresolved ?? ""} options={[{ value: "true", word: "To be explained" }]} onChange={(unresolved) => set({ unresolved })} />
        {site && <ListFiles name="offline" query={query} columns={OFFLINE_FILE} shown={query} />}
      </Tools>
      {site && (
        <>
          <section aria-labelledby="operations-title" className="mb-6">
            <SectionTitle id="operations-title">Operations</SectionTitle>
            <Paged what="What tills did" query={query} empty={<Empty icon="check" title="Nothing was done without the server">Every till reached it each time.</Empty>}>
              {(rows) => <DataTable caption="Operations, newest first" columns={columns(sites)} rows={rows} rowId={(one) => one.operation_id} />}
            </Paged>
          </section>
          <section aria-labelledby="devices-title"><SectionTitle id="devices-title">Browsers</SectionTitle><Devices site={site} sites={sites} /></section>
        </>
      )}
    </>
  );
}
