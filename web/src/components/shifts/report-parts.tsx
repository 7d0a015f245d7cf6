import Link from "next/link";
import { useTranslations } from "use-intl";
import { texts } from "@/i18n/language";
import { litreDifference, litres, vatRate } from "@/lib/amounts";
import { deviceName, fullStamp, money, number } from "@/lib/format";
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
  return [{ title: first, cell: (line) => line.name }, { title: texts("trade")("amount"), numeric: true, cell: (line) => money(line.minor, currency) }];
}

/** Float, what came, what went, and what must be there. Not shown while the count is blind. */
export function Drawer({ report }: Props) {
  const t = useTranslations("trade");
  const { drawer, shift } = report;
  if (!drawer) return <Section id="drawer-title" title={t("shift.drawer")}><p className="text-ink-2">{t("shift.blind")}</p></Section>;
  const lines: Line[] = [
    { name: t("shift.float"), minor: drawer.float_minor }, { name: t("shift.cashTakings"), minor: drawer.takings_minor }, { name: t("shift.paidIn"), minor: drawer.paid_in_minor },
    { name: t("shift.paidOut"), minor: 0 - drawer.paid_out_minor }, { name: t("shift.drops"), minor: 0 - drawer.drops_minor }, { name: t("shift.refundsCash"), minor: 0 - drawer.refunds_minor },
  ];
  return <Section id="drawer-title" title={t("shift.drawer")} flush><Figures caption={t("shift.drawerCaption")} columns={moneyColumns(t("shift.cash"), shift.currency)} rows={lines} rowId={(line) => line.name} total={[t("shift.expected"), money(drawer.expected_minor, shift.currency)]} /></Section>;
}

export function Takings({ report }: Props) {
  const t = useTranslations("trade");
  const { currency } = report.shift;
  const columns: readonly Figure<ShiftReport["takings"][number]>[] = [
    { title: t("shift.tender"), cell: (one) => TENDERS[one.kind] ?? one.kind }, { title: t("count"), numeric: true, cell: (one) => number(one.count) }, { title: t("amount"), numeric: true, cell: (one) => money(one.amount_minor, currency) },
  ];
  return (
    <Section id="takings-title" title={t("shift.takings")} flush>
      {report.takings.length > 0 ? <Figures caption={t("shift.byTender")} columns={columns} rows={report.takings} rowId={(one) => one.kind} /> : <p className="px-4 py-3 text-ink-2">{t(report.drawer ? "shift.nothingTaken" : "shift.onlyCash")}</p>}
      {report.prepaid_before_minor > 0 && <p className="border-t border-line px-4 py-2.5 text-sm text-ink-2">{t("shift.prepaidBefore", { amount: money(report.prepaid_before_minor, currency) })}</p>}
    </Section>
  );
}

const TALLIES = ["sales", "shop", "refunds", "debts_paid", "drive_offs", "no_means", "pump_tests", "own_use", "voids", "no_sales"] as const;

export function Tallies({ report }: Props) {
  const t = useTranslations("trade");
  const { currency } = report.shift;
  const rows = TALLIES.map((key) => ({ name: t(`shift.tally.${key}`), tally: report[key] as ShiftTally }));
  const columns: readonly Figure<(typeof rows)[number]>[] = [
    { title: t("what"), cell: (row) => row.name }, { title: t("count"), numeric: true, cell: (row) => number(row.tally.count) },
    { title: t("volume"), numeric: true, cell: (row) => (row.tally.volume_ml ? litres(row.tally.volume_ml) : "–") }, { title: t("amount"), numeric: true, cell: (row) => money(row.tally.amount_minor, currency) },
  ];
  return <Section id="tallies-title" title={t("shift.tallies")} flush><Figures caption={t("shift.tallies")} columns={columns} rows={rows} rowId={(row) => row.name} /></Section>;
}

export function Fuel({ report, sites }: Props) {
  const t = useTranslations("trade");
  const { currency, site } = report.shift;
  const columns: readonly Figure<ShiftReport["fuel"][number]>[] = [
    { title: t("grade"), cell: (one) => sites.grade(site, one.grade_id) }, { title: t("count"), numeric: true, cell: (one) => number(one.count) },
    { title: t("volume"), numeric: true, cell: (one) => litres(one.volume_ml) }, { title: t("amount"), numeric: true, cell: (one) => money(one.amount_minor, currency) },
  ];
  const sum = (pick: (one: ShiftReport["fuel"][number]) => number) => report.fuel.reduce((total, one) => total + pick(one), 0);
  return (
    <Section id="fuel-sold-title" title={t("shift.fuelSold")} flush>
      {report.fuel.length > 0
        ? <Figures caption={t("shift.byGrade")} columns={columns} rows={report.fuel} rowId={(one) => one.grade_id} total={[t("total"), number(sum((one) => one.count)), litres(sum((one) => one.volume_ml)), money(sum((one) => one.amount_minor), currency)]} />
        : <p className="px-4 py-3 text-ink-2">{t("shift.noFuel")}</p>}
    </Section>
  );
}

/** Of the sales, and below it what the refunds take off, as their credit receipts say. */
export function Vat({ report }: Props) {
  const t = useTranslations("trade");
  const { currency } = report.shift;
  const of = (rows: ShiftReport["vat"], what: string) => rows.map((row) => ({ ...row, what }));
  const rows = [...of(report.vat, t("sales")), ...of(report.refund_vat, t("shift.refunds"))];
  const columns: readonly Figure<(typeof rows)[number]>[] = [
    { title: t("shift.of"), cell: (one) => one.what }, { title: t("shift.rate"), numeric: true, cell: (one) => vatRate(one.rate_bp) }, { title: t("shift.net"), numeric: true, cell: (one) => money(one.net_minor, currency) },
    { title: t("vat"), numeric: true, cell: (one) => money(one.vat_minor, currency) }, { title: t("shift.gross"), numeric: true, cell: (one) => money(one.gross_minor, currency) },
  ];
  return <Section id="vat-title" title={t("vat")} flush>{rows.length > 0 ? <Figures caption={t("shift.byVatRate")} columns={columns} rows={rows} rowId={(one) => `${one.what} ${one.rate_bp}`} /> : <p className="px-4 py-3 text-ink-2">{t("shift.nothingSold")}</p>}</Section>;
}

/** A nozzle whose totaliser moved by something else than was fuelled is marked. */
export function Meters({ report, sites }: Props) {
  const t = useTranslations("trade");
  const columns: readonly Figure<ShiftReport["meters"][number]>[] = [
    { title: t("pumpNozzle"), cell: (one) => `${one.pump}, ${one.nozzle}` }, { title: t("grade"), cell: (one) => sites.grade(report.shift.site, one.grade_id) },
    { title: t("shift.atBeginning"), numeric: true, cell: (one) => litres(one.start_ml) }, { title: t("shift.atEnd"), numeric: true, cell: (one) => litres(one.end_ml) },
    { title: t("fuelled"), numeric: true, cell: (one) => litres(one.fuelled_ml) },
    { title: t("difference"), numeric: true, cell: (one) => (one.difference_ml === 0 ? litres(0) : <strong>{litreDifference(one.difference_ml)}</strong>) },
  ];
  return (
    <Section id="meters-title" title={t("shift.meters")} flush>
      {report.meters.length > 0 ? <Figures caption={t("shift.metersCaption")} columns={columns} rows={report.meters} rowId={(one) => `${one.pump}-${one.nozzle}`} marked={(one) => one.difference_ml !== 0} /> : <p className="px-4 py-3 text-ink-2">{t("shift.noReading")}</p>}
    </Section>
  );
}

export function Unfinished({ id, title, sales, currency, means }: { id: string; title: string; sales: readonly UnfinishedSale[]; currency: string; means: string }) {
  const t = useTranslations("trade");
  if (sales.length === 0) return null;
  const columns: readonly Figure<UnfinishedSale>[] = [
    { title: t("shift.sale"), cell: (sale) => <Link href={salePath(sale.sale_id)} className={LINK}>{sale.pump > 0 ? deviceName(`pump/${sale.pump}`) : t("shop")}</Link> },
    { title: t("kind"), cell: (sale) => (SALE_KINDS as Record<string, string>)[sale.kind] ?? sale.kind },
    { title: t("state"), cell: (sale) => { const look = (SALE_STATES as Record<string, (typeof SALE_STATES)["PAYABLE"] | undefined>)[sale.state]; return look ? <LookBadge look={look} /> : sale.state; } },
    { title: t("total"), numeric: true, cell: (sale) => money(sale.total_minor, currency) }, { title: t("shift.givenHere"), numeric: true, cell: (sale) => money(sale.tendered_minor, currency) },
  ];
  return <Section id={id} title={title} flush><p className="px-4 py-2.5 text-sm text-ink-2">{means}</p><Figures caption={title} columns={columns} rows={sales} rowId={(sale) => sale.sale_id} /></Section>;
}

/** What the pumps may have done that is not in this report; nothing is shown when everything is in. */
export function NotSynchronised({ report, sites }: Props) {
  const t = useTranslations("trade");
  const { missing, offline_since: offline, shift } = report;
  if (missing.length === 0 && !offline) return null;
  const columns: readonly Figure<ShiftReport["missing"][number]>[] = [
    { title: t("pump"), cell: (gap) => gap.pump }, { title: t("missingCaption"), cell: (gap) => (gap.first === gap.last ? number(gap.first) : t("range", { from: number(gap.first), to: number(gap.last) })) },
    { title: t("shift.howMany"), numeric: true, cell: (gap) => number(gap.last - gap.first + 1) },
  ];
  return (
    <Section id="not-synchronised-title" title={t("shift.notSynchronised")} flush>
      {offline && <p className="px-4 py-2.5 font-semibold">{t("shift.offlineSince", { time: fullStamp(offline, sites.zone(shift.site)) })}</p>}
      {missing.length > 0 && <Figures caption={t("missingCaption")} columns={columns} rows={missing} rowId={(gap) => `${gap.pump}-${gap.first}`} marked={() => true} />}
    </Section>
  );
}
