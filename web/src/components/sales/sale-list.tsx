"use client";

import { minorText } from "@/lib/amounts";
import type { CsvColumn } from "@/lib/csv";
import { dayInstants } from "@/lib/day-filter";
import { sales } from "@/lib/selling-queries";
import type { Sale } from "@/lib/selling-types";
import { SALE_KINDS, SALE_STATES, options } from "@/lib/selling-words";
import type { Sites } from "@/lib/use-sites";
import { DataTable, type Column } from "../data-table";
import { Paged } from "../paged";
import { FilterSelect, SearchBox, Tools, useFilter } from "../table-tools";
import { Empty } from "../ui";
import { DayInput, SiteFilter } from "./parts";
import { SaleAmount, SaleFuel, SaleKind, SaleLink, SaleState, SaleVolume, cashierOf, fuelOf } from "./sale-cells";

export const SALE_FILTERS = ["site", "state", "kind", "pump", "from", "to", "text", "shift_id"] as const;

export const SALE_FILE: readonly CsvColumn<Sale>[] = [
  { title: "sale_id", value: (sale) => sale.sale_id }, { title: "site", value: (sale) => sale.site }, { title: "opened_at", value: (sale) => sale.opened_at },
  { title: "cleared_at", value: (sale) => sale.cleared_at }, { title: "state", value: (sale) => sale.state }, { title: "clearing", value: (sale) => sale.clearing },
  { title: "kind", value: (sale) => sale.kind }, { title: "origin", value: (sale) => sale.origin }, { title: "pump", value: (sale) => sale.pump || null },
  { title: "sequence", value: (sale) => fuelOf(sale)?.sequence }, { title: "grade", value: (sale) => fuelOf(sale)?.grade_id }, { title: "volume_ml", value: (sale) => fuelOf(sale)?.volume_ml },
  { title: "unit_price_milli", value: (sale) => fuelOf(sale)?.unit_price_milli }, { title: "total", value: (sale) => minorText(sale.total_minor, sale.currency) },
  { title: "due", value: (sale) => minorText(sale.due_minor, sale.currency) }, { title: "refunded", value: (sale) => minorText(sale.refunded_minor, sale.currency) },
  { title: "currency", value: (sale) => sale.currency }, { title: "cashier", value: cashierOf }, { title: "receipt_id", value: (sale) => sale.receipt_id },
  { title: "registration", value: (sale) => sale.registration },
];

function columns(sites: Sites, site: string | undefined): readonly Column<Sale>[] {
  return [
    { title: "Opened", cell: (sale) => <SaleLink sale={sale} sites={sites} /> },
    { title: "State", cell: (sale) => <SaleState sale={sale} /> },
    { title: "Pump", cell: (sale) => <SaleFuel sale={sale} sites={sites} /> },
    { title: "Kind", cell: (sale) => <SaleKind sale={sale} /> },
    { title: "Volume", width: "md:text-right", cell: (sale) => <SaleVolume sale={sale} /> },
    { title: "Amount", width: "md:text-right", cell: (sale) => <SaleAmount sale={sale} /> },
    { title: "Cashier", cell: (sale) => cashierOf(sale) || <span className="text-ink-2">nobody</span> },
    ...(site ? [] : [{ title: "Site", cell: (sale: Sale) => sites.name(sale.site) }]),
  ];
}

function PumpFilter({ sites, site, value, onChange }: { sites: Sites; site: string | undefined; value: string; onChange: (pump: string) => void }) {
  const shown = site ? sites.all.filter((one) => one.site_id === site) : sites.all;
  const numbers = [...new Set(shown.flatMap((one) => one.pumps.map((pump) => pump.number)))].sort((a, b) => a - b);
  return <FilterSelect label="Pump" all="Every pump" value={value} options={numbers.map((number) => ({ value: String(number), word: `Pump ${number}` }))} onChange={onChange} />;
}

export function SaleList({ sites }: { sites: Sites }) {
  const { filter, set } = useFilter(SALE_FILTERS);
  const filtered = Object.keys(filter).some((name) => name !== "site");
  const empty = <Empty icon="till" title={filtered ? "No sale fits this search" : "No sales yet"}>{filtered ? "Change the words or the filters." : "A sale appears here as soon as a pump is released or a fuelling comes in."}</Empty>;
  return (
    <>
      <Tools>
        <SearchBox label="Receipt number or registration" value={filter.text ?? ""} onChange={(text) => set({ text })} />
        <SiteFilter sites={sites} value={filter.site ?? ""} onChange={(site) => set({ site, pump: "" })} />
        <FilterSelect label="State" all="Every state" value={filter.state ?? ""} options={options(SALE_STATES)} onChange={(state) => set({ state })} />
        <FilterSelect label="Kind" all="Every kind" value={filter.kind ?? ""} options={options(SALE_KINDS)} onChange={(kind) => set({ kind })} />
        <PumpFilter sites={sites} site={filter.site} value={filter.pump ?? ""} onChange={(pump) => set({ pump })} />
        <DayInput label="From" value={filter.from ?? ""} max={filter.to} onChange={(from) => set({ from })} testId="sales-from" />
        <DayInput label="to" value={filter.to ?? ""} onChange={(to) => set({ to })} testId="sales-to" />
      </Tools>
      {filter.shift_id && <p className="mb-4 flex flex-wrap items-center gap-3">Only sales of one shift. <button type="button" onClick={() => set({ shift_id: "" })} className="min-h-11 font-semibold text-accent underline">Show all</button></p>}
      <Paged what="The sales" query={sales(dayInstants(filter, sites.zone(filter.site)))} empty={empty}>
        {(rows) => <DataTable caption="Sales, newest first" columns={columns(sites, filter.site)} rows={rows} rowId={(sale) => sale.sale_id} />}
      </Paged>
    </>
  );
}
