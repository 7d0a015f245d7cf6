import Link from "next/link";
import { litreDifference, litres, vatRate } from "@/lib/amounts";
import { fullStamp, money, number } from "@/lib/format";
import type { ShiftReport, ShiftTally, UnfinishedSale } from "@/lib/selling-types";
import { SALE_KINDS, SALE_STATES, TENDERS } from "@/lib/selling-words";
import type { Sites } from "@/lib/use-sites";
import { Figures, LINK, LookBadge, Section, type Figure } from "../sales/parts";
import { salePath } from "../sales/paths";

interface Props {
  report: ShiftReport;
  sites: Sites;
}

interface Line {
  name: string;
  minor: number;
}

function moneyColumns(first: string, currency: string): readonly Figure<Line>[] {
  return [{ title: first, cell: (line) => line.name }, { title: "Amount", numeric: true, cell: (line) => money(line.minor, currency) }];
}

/** Float, what came, what went, and what must be there. Not shown while the count is blind. */
export function Drawer({ report }: Props) {
  const { drawer, shift } = report;
  if (!drawer) return <Section id="drawer-title" title="Drawer"><p className="text-ink-2">The count is blind: what must be in the drawer shows to who manages shifts, and to everybody once the shift is closed.</p></Section>;
  const lines: Line[] = [
    { name: "Float", minor: drawer.float_minor }, { name: "Cash takings", minor: drawer.takings_minor }, { name: "Paid in", minor: drawer.paid_in_minor },
    { name: "Paid out", minor: 0 - drawer.paid_out_minor }, { name: "Dropped into the safe", minor: 0 - drawer.drops_minor }, { name: "Refunds in cash", minor: 0 - drawer.refunds_minor },
  ];
  return <Section id="drawer-title" title="Drawer" flush><Figures caption="Cash in the drawer" columns={moneyColumns("Cash", shift.currency)} rows={lines} rowId={(line) => line.name} total={["Expected", money(drawer.expected_minor, shift.currency)]} /></Section>;
}

export function Takings({ report }: Props) {
  const { currency } = report.shift;
  const columns: readonly Figure<ShiftReport["takings"][number]>[] = [
    { title: "Tender", cell: (one) => TENDERS[one.kind] ?? one.kind }, { title: "Count", numeric: true, cell: (one) => number(one.count) }, { title: "Amount", numeric: true, cell: (one) => money(one.amount_minor, currency) },
  ];
  return (
    <Section id="takings-title" title="Takings" flush>
      {report.takings.length > 0 ? <Figures caption="Takings by tender" columns={columns} rows={report.takings} rowId={(one) => one.kind} /> : <p className="px-4 py-3 text-ink-2">{report.drawer ? "Nothing was taken yet." : "Only cash, which is not shown while the count is blind."}</p>}
      {report.prepaid_before_minor > 0 && <p className="border-t border-line px-4 py-2.5 text-sm text-ink-2">{money(report.prepaid_before_minor, currency)} of the sales cleared here was taken in other shifts.</p>}
    </Section>
  );
}

const TALLIES = [
  ["sales", "Sales"], ["shop", "of these, shop"], ["refunds", "Refunds"], ["debts_paid", "Debts paid"], ["drive_offs", "Drive-offs"], ["no_means", "No means of payment"],
  ["pump_tests", "Pump tests"], ["own_use", "Own use"], ["voids", "Voided"], ["no_sales", "Drawer opened for no sale"],
] as const;

export function Tallies({ report }: Props) {
  const { currency } = report.shift;
  const rows = TALLIES.map(([key, name]) => ({ name, tally: report[key] as ShiftTally }));
  const columns: readonly Figure<(typeof rows)[number]>[] = [
    { title: "What", cell: (row) => row.name }, { title: "Count", numeric: true, cell: (row) => number(row.tally.count) },
    { title: "Volume", numeric: true, cell: (row) => (row.tally.volume_ml ? litres(row.tally.volume_ml) : "–") }, { title: "Amount", numeric: true, cell: (row) => money(row.tally.amount_minor, currency) },
  ];
  return <Section id="tallies-title" title="Sales and exceptions" flush><Figures caption="Sales and exceptions" columns={columns} rows={rows} rowId={(row) => row.name} /></Section>;
}

export function Fuel({ report, sites }: Props) {
  const { currency, site } = report.shift;
  const columns: readonly Figure<ShiftReport["fuel"][number]>[] = [
    { title: "Grade", cell: (one) => sites.grade(site, one.grade_id) }, { title: "Count", numeric: true, cell: (one) => number(one.count) },
    { title: "Volume", numeric: true, cell: (one) => litres(one.volume_ml) }, { title: "Amount", numeric: true, cell: (one) => money(one.amount_minor, currency) },
  ];
  const sum = (pick: (one: ShiftReport["fuel"][number]) => number) => report.fuel.reduce((total, one) => total + pick(one), 0);
  return (
    <Section id="fuel-sold-title" title="Fuel sold" flush>
      {report.fuel.length > 0
        ? <Figures caption="Fuel sold by grade" columns={columns} rows={report.fuel} rowId={(one) => one.grade_id} total={["Total", number(sum((one) => one.count)), litres(sum((one) => one.volume_ml)), money(sum((one) => one.amount_minor), currency)]} />
        : <p className="px-4 py-3 text-ink-2">No fuel was sold in this shift.</p>}
    </Section>
  );
}

/** Of the sales, and below it what the refunds take off, as their credit receipts say. */
export function Vat({ report }: Props) {
  const { currency } = report.shift;
  const of = (rows: ShiftReport["vat"], what: string) => rows.map((row) => ({ ...row, what }));
  const rows = [...of(report.vat, "Sales"), ...of(report.refund_vat, "Refunds")];
  const columns: readonly Figure<(typeof rows)[number]>[] = [
    { title: "Of", cell: (one) => one.what }, { title: "Rate", cell: (one) => vatRate(one.rate_bp) }, { title: "Net", numeric: true, cell: (one) => money(one.net_minor, currency) },
    { title: "VAT", numeric: true, cell: (one) => money(one.vat_minor, currency) }, { title: "Gross", numeric: true, cell: (one) => money(one.gross_minor, currency) },
  ];
  return <Section id="vat-title" title="VAT" flush>{rows.length > 0 ? <Figures caption="VAT by rate" columns={columns} rows={rows} rowId={(one) => `${one.what} ${one.rate_bp}`} /> : <p className="px-4 py-3 text-ink-2">Nothing was sold yet.</p>}</Section>;
}

/** A nozzle whose totaliser moved by something else than was fuelled is marked. */
export function Meters({ report, sites }: Props) {
  const columns: readonly Figure<ShiftReport["meters"][number]>[] = [
    { title: "Pump, nozzle", cell: (one) => `${one.pump}, ${one.nozzle}` }, { title: "Grade", cell: (one) => sites.grade(report.shift.site, one.grade_id) },
    { title: "At the beginning", numeric: true, cell: (one) => litres(one.start_ml) }, { title: "At the end", numeric: true, cell: (one) => litres(one.end_ml) },
    { title: "Fuelled", numeric: true, cell: (one) => litres(one.fuelled_ml) },
    { title: "Difference", numeric: true, cell: (one) => (one.difference_ml === 0 ? litres(0) : <strong>{litreDifference(one.difference_ml)}</strong>) },
  ];
  return (
    <Section id="meters-title" title="Meters" flush>
      {report.meters.length > 0 ? <Figures caption="Totalisers over the shift" columns={columns} rows={report.meters} rowId={(one) => `${one.pump}-${one.nozzle}`} marked={(one) => one.difference_ml !== 0} /> : <p className="px-4 py-3 text-ink-2">No nozzle has a reading yet.</p>}
    </Section>
  );
}

export function Unfinished({ id, title, sales, currency, means }: { id: string; title: string; sales: readonly UnfinishedSale[]; currency: string; means: string }) {
  if (sales.length === 0) return null;
  const columns: readonly Figure<UnfinishedSale>[] = [
    { title: "Sale", cell: (sale) => <Link href={salePath(sale.sale_id)} className={LINK}>{sale.pump > 0 ? `Pump ${sale.pump}` : "Shop"}</Link> },
    { title: "Kind", cell: (sale) => (SALE_KINDS as Record<string, string>)[sale.kind] ?? sale.kind },
    { title: "State", cell: (sale) => { const look = (SALE_STATES as Record<string, (typeof SALE_STATES)["PAYABLE"] | undefined>)[sale.state]; return look ? <LookBadge look={look} /> : sale.state; } },
    { title: "Total", numeric: true, cell: (sale) => money(sale.total_minor, currency) }, { title: "Given in this shift", numeric: true, cell: (sale) => money(sale.tendered_minor, currency) },
  ];
  return <Section id={id} title={title} flush><p className="px-4 py-2.5 text-sm text-ink-2">{means}</p><Figures caption={title} columns={columns} rows={sales} rowId={(sale) => sale.sale_id} /></Section>;
}

/** What the pumps may have done that is not in this report; nothing is shown when everything is in. */
export function NotSynchronised({ report, sites }: Props) {
  const { missing, offline_since: offline, shift } = report;
  if (missing.length === 0 && !offline) return null;
  const columns: readonly Figure<ShiftReport["missing"][number]>[] = [
    { title: "Pump", cell: (gap) => gap.pump }, { title: "Fuellings that did not come", cell: (gap) => (gap.first === gap.last ? number(gap.first) : `${number(gap.first)} to ${number(gap.last)}`) },
    { title: "How many", numeric: true, cell: (gap) => number(gap.last - gap.first + 1) },
  ];
  return (
    <Section id="not-synchronised-title" title="Not synchronised" flush>
      {offline && <p className="px-4 py-2.5 font-semibold">The site has had no line since {fullStamp(offline, sites.zone(shift.site))}: what its pumps did since then comes later.</p>}
      {missing.length > 0 && <Figures caption="Fuellings that did not come" columns={columns} rows={missing} rowId={(gap) => `${gap.pump}-${gap.first}`} marked={() => true} />}
    </Section>
  );
}
