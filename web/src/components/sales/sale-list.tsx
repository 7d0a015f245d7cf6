"use client";

import { useTranslations } from "use-intl";
import { texts } from "@/i18n/language";
import { minorText } from "@/lib/amounts";
import type { CsvColumn } from "@/lib/csv";
import { dayInstants } from "@/lib/day-filter";
import { deviceName } from "@/lib/format";
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
  const t = texts("sales");
  return [
    { title: t("opened"), cell: (sale) => <SaleLink sale={sale} sites={sites} /> },
    { title: t("state"), cell: (sale) => <SaleState sale={sale} /> },
    { title: t("pump"), cell: (sale) => <SaleFuel sale={sale} sites={sites} /> },
    { title: t("kind"), cell: (sale) => <SaleKind sale={sale} /> },
    { title: t("volume"), width: "md:text-right", cell: (sale) => <SaleVolume sale={sale} /> },
    { title: t("amount"), width: "md:text-right", cell: (sale) => <SaleAmount sale={sale} /> },
    { title: t("cashier"), cell: (sale) => cashierOf(sale) || <span className="text-ink-2">{t("nobody")}</span> },
    ...(site ? [] : [{ title: t("site"), cell: (sale: Sale) => sites.name(sale.site) }]),
  ];
}

function PumpFilter({ sites, site, value, onChange }: { sites: Sites; site: string | undefined; value: string; onChange: (pump: string) => void }) {
  const t = useTranslations("sales");
  const shown = site ? sites.all.filter((one) => one.site_id === site) : sites.all;
  const numbers = [...new Set(shown.flatMap((one) => one.pumps.map((pump) => pump.number)))].sort((a, b) => a - b);
  return <FilterSelect label={t("pump")} all={t("everyPump")} value={value} options={numbers.map((number) => ({ value: String(number), word: deviceName(`pump/${number}`) }))} onChange={onChange} />;
}

export function SaleList({ sites }: { sites: Sites }) {
  const t = useTranslations("sales");
  const { filter, set } = useFilter(SALE_FILTERS);
  const filtered = Object.keys(filter).some((name) => name !== "site");
  const empty = <Empty icon="till" title={filtered ? t("noneFits") : t("none")}>{filtered ? t("changeFilters") : t("noneHint")}</Empty>;
  return (
    <>
      <Tools>
        <SearchBox label={t("searchSales")} value={filter.text ?? ""} onChange={(text) => set({ text })} />
        <SiteFilter sites={sites} value={filter.site ?? ""} onChange={(site) => set({ site, pump: "" })} />
        <FilterSelect label={t("state")} all={t("everyState")} value={filter.state ?? ""} options={options(SALE_STATES)} onChange={(state) => set({ state })} />
        <FilterSelect label={t("kind")} all={t("everyKind")} value={filter.kind ?? ""} options={options(SALE_KINDS)} onChange={(kind) => set({ kind })} />
        <PumpFilter sites={sites} site={filter.site} value={filter.pump ?? ""} onChange={(pump) => set({ pump })} />
        <DayInput label={t("from")} value={filter.from ?? ""} max={filter.to} onChange={(from) => set({ from })} testId="sales-from" />
        <DayInput label={t("to")} value={filter.to ?? ""} onChange={(to) => set({ to })} testId="sales-to" />
      </Tools>
      {filter.shift_id && <p className="mb-4 flex flex-wrap items-center gap-3">{t("oneShift")} <button type="button" onClick={() => set({ shift_id: "" })} className="min-h-11 font-semibold text-accent underline">{t("showAll")}</button></p>}
      <Paged what={t("theSales")} query={sales(dayInstants(filter, sites.zone(filter.site)))} empty={empty}>
        {(rows) => <DataTable caption={t("newestFirst")} columns={columns(sites, filter.site)} rows={rows} rowId={(sale) => sale.sale_id} />}
      </Paged>
    </>
  );
}
