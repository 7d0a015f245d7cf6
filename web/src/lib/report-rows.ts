/** What stands on an X or Z report, as text: the same for the screen and for the printer. */

import type { useTranslations } from "use-intl";
import { litreDifference, litres, moneyDifference, vatRate } from "./amounts";
import { gradeName } from "./equipment";
import { fullStamp, money, number } from "./format";
import { RULE, line, pair, type PaperLine } from "./paper";
import type { CashMovement, ShiftReport, ShiftTally, ZReport } from "./selling-types";
import type { Site } from "./types";

export interface ReportParts {
  site: Site;
  report: ShiftReport;
  /** Of a shift that is closed. */
  z: ZReport | null;
  movements: readonly CashMovement[];
}

export interface ReportRow {
  name: string;
  /** Left of the amount: a count, a volume. */
  detail?: string;
  value: string;
  strong?: boolean;
}

export interface ReportSection {
  title: string;
  rows: readonly ReportRow[];
}

type T = ReturnType<typeof useTranslations<"pos">>;

function drawerRows(t: T, { drawer, shift }: ShiftReport): ReportRow[] {
  if (!drawer) return [{ name: t("report.blind"), value: "" }];
  const sum = (name: string, minor: number) => ({ name, value: money(minor, shift.currency) });
  const rows: ReportRow[] = [
    sum(t("report.float"), drawer.float_minor), sum(t("report.takings"), drawer.takings_minor), sum(t("report.paidIn"), drawer.paid_in_minor), sum(t("report.paidOut"), 0 - drawer.paid_out_minor),
    sum(t("report.drops"), 0 - drawer.drops_minor), sum(t("report.refundsCash"), 0 - drawer.refunds_minor), { ...sum(t("report.expected"), drawer.expected_minor), strong: true },
  ];
  if (shift.counted_minor === null) return rows;
  return [...rows, { ...sum(t("report.counted"), shift.counted_minor), strong: true }, { name: t("report.overShort"), value: moneyDifference(shift.over_short_minor ?? 0, shift.currency), strong: true }];
}

function tenderRows(t: T, { takings, shift }: ShiftReport): ReportRow[] {
  return takings.map((one) => ({ name: t(`tender.${one.kind as "CASH"}`), detail: number(one.count), value: money(one.amount_minor, shift.currency) }));
}

function tallyRows(t: T, report: ShiftReport): ReportRow[] {
  const row = (name: string, tally: ShiftTally): ReportRow => ({ name, detail: number(tally.count), value: money(tally.amount_minor, report.shift.currency) });
  const rare = ([["debtsPaid", report.debts_paid], ["refunds", report.refunds], ["driveOffs", report.drive_offs], ["noMeans", report.no_means], ["pumpTests", report.pump_tests], ["ownUse", report.own_use], ["voids", report.voids], ["noSales", report.no_sales]] as const)
    .filter(([, tally]) => tally.count > 0).map(([key, tally]) => row(t(`report.${key}`), tally));
  return [row(t("report.sales"), report.sales), row(t("report.shop"), report.shop), ...rare];
}

function fuelRows({ site, report }: ReportParts): ReportRow[] {
  return report.fuel.map((one) => ({ name: gradeName(site, one.grade_id), detail: litres(one.volume_ml), value: money(one.amount_minor, report.shift.currency) }));
}

function vatRows(t: T, report: ShiftReport): ReportRow[] {
  const row = (name: string) => (one: ShiftReport["vat"][number]): ReportRow => ({ name: t(name === "" ? "report.vatSales" : "report.vatRefunds", { rate: vatRate(one.rate_bp) }), detail: money(one.net_minor, report.shift.currency), value: money(one.vat_minor, report.shift.currency) });
  return [...report.vat.map(row("")), ...report.refund_vat.map(row("refunds"))];
}

function movementRows(t: T, { movements, report }: ReportParts): ReportRow[] {
  const signed = (one: CashMovement) => (one.kind === "PAID_IN" ? one.amount_minor : 0 - one.amount_minor);
  return movements.map((one) => ({ name: `${t(`movement.${one.kind}`)}${one.reason && `: ${one.reason}`}`, value: one.kind === "NO_SALE" ? "–" : money(signed(one), report.shift.currency) }));
}

function countRows({ z, report }: ReportParts): ReportRow[] {
  const { currency } = report.shift;
  return (z?.denominations ?? []).filter((one) => one.count > 0).map((one) => ({ name: `${number(one.count)} × ${money(one.value_minor, currency)}`, value: money(one.value_minor * one.count, currency) }));
}

function meterRows(t: T, { site, report }: ReportParts): ReportRow[] {
  return report.meters.map((one) => ({
    name: t("report.nozzle", { pump: String(one.pump), nozzle: String(one.nozzle), grade: gradeName(site, one.grade_id) }),
    detail: one.difference_ml === 0 ? "" : t("report.difference", { litres: litreDifference(one.difference_ml) }), value: litres(one.end_ml), strong: one.difference_ml !== 0,
  }));
}

/** What is not in the report, as far as it is known. */
function unknownRows(t: T, { site, report }: ReportParts): ReportRow[] {
  return [
    ...(report.offline_since ? [{ name: t("report.offlineSince", { time: fullStamp(report.offline_since, site.time_zone) }), value: "" }] : []),
    ...report.missing.map((gap) => ({ name: t("report.missing", { pump: String(gap.pump) }), value: gap.first === gap.last ? number(gap.first) : `${number(gap.first)}–${number(gap.last)}` })),
    ...report.offline_devices.map((one) => ({ name: t("report.device", { name: one.name }), value: one.series })),
    ...[...report.carried, ...report.unfinished].map((sale) => ({ name: sale.pump > 0 ? t("report.openAt", { pump: String(sale.pump) }) : t("report.openShop"), value: money(sale.total_minor, report.shift.currency) })),
  ];
}

/** Those that have something in them. */
export function reportSections(t: T, parts: ReportParts): ReportSection[] {
  const { report } = parts;
  const sections: ReportSection[] = [
    { title: t("report.drawer"), rows: drawerRows(t, report) }, { title: t("report.byTender"), rows: tenderRows(t, report) },
    { title: t("report.soldTitle"), rows: tallyRows(t, report) }, { title: t("report.fuel"), rows: fuelRows(parts) },
    { title: t("report.vat"), rows: vatRows(t, report) }, { title: t("report.movements"), rows: movementRows(t, parts) },
    { title: t("report.count"), rows: countRows(parts) }, { title: t("report.meters"), rows: meterRows(t, parts) }, { title: t("report.unknown"), rows: unknownRows(t, parts) },
  ];
  return sections.filter(({ rows }) => rows.length > 0);
}

/** Which report it is, of which site and till, and the facts below. */
export function reportHead(t: T, { site, report, z }: ReportParts): { title: string; place: string; facts: string[] } {
  const { shift } = report;
  const at = (time: string) => fullStamp(time, site.time_zone);
  const end = shift.closed_at ? t("report.closed", { time: at(shift.closed_at), cashier: shift.closed_by }) : t("report.asOf", { time: at(report.at) });
  return {
    title: z ? t("report.z", { number: String(z.number) }) : t("report.x"), place: `${site.name} · ${shift.till}`,
    facts: [t("report.cashier", { cashier: shift.cashier }), t("report.opened", { time: at(shift.opened_at) }), end],
  };
}

/** Amounts below one another, with what is left of them. */
const AMOUNT = 11;

function rowLine({ name, detail, value, strong }: ReportRow): PaperLine {
  return pair(name, detail ? `${detail} ${value.padStart(AMOUNT)}` : value, { strong });
}

export function reportPaper(t: T, parts: ReportParts): PaperLine[] {
  const { title, place, facts } = reportHead(t, parts);
  const sections = reportSections(t, parts).flatMap((section) => [RULE, line(section.title, { strong: true }), ...section.rows.map(rowLine)]);
  const chain = parts.z ? [RULE, line(t("report.hash", { hash: parts.z.hash }))] : [];
  return [line(title, { centre: true, strong: true, tall: true }), line(place, { centre: true }), ...facts.map((fact) => line(fact)), ...sections, ...chain];
}
