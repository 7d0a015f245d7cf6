"use client";

import { useTranslations } from "use-intl";
import { litreDifference, litres, moneyDifference, vatRate } from "@/lib/amounts";
import { gradeName } from "@/lib/equipment";
import { fullStamp, money, number } from "@/lib/format";
import type { CashMovement, ShiftReport, ShiftTally, ZReport } from "@/lib/selling-types";
import type { Site } from "@/lib/types";

interface Props {
  site: Site;
  report: ShiftReport;
  /** Of a shift that is closed. */
  z: ZReport | null;
  movements: readonly CashMovement[];
}

interface Row {
  name: string;
  /** Left of the amount: a count, a volume. */
  detail?: string;
  value: string;
  strong?: boolean;
}

function Rows({ title, rows }: { title: string; rows: readonly Row[] }) {
  if (rows.length === 0) return null;
  return (
    <section className="keep-together border-t border-dashed border-line-strong py-2.5">
      <h3 className="font-bold">{title}</h3>
      <table className="w-full">
        <caption className="sr-only">{title}</caption>
        <tbody>
          {rows.map(({ name, detail, value, strong }, i) => (
            <tr key={i} className={strong ? "font-bold" : ""}>
              <th scope="row" className={`py-0.5 pr-2 text-left ${strong ? "" : "font-normal"}`}>{name}</th>
              <td className="py-0.5 pr-2 text-right whitespace-nowrap text-ink-2">{detail}</td>
              <td className="py-0.5 text-right whitespace-nowrap">{value}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

type T = ReturnType<typeof useTranslations<"pos">>;

function drawerRows(t: T, { drawer, shift }: ShiftReport): Row[] {
  if (!drawer) return [{ name: t("report.blind"), value: "" }];
  const sum = (name: string, minor: number) => ({ name, value: money(minor, shift.currency) });
  const rows: Row[] = [
    sum(t("report.float"), drawer.float_minor), sum(t("report.takings"), drawer.takings_minor), sum(t("report.paidIn"), drawer.paid_in_minor), sum(t("report.paidOut"), 0 - drawer.paid_out_minor),
    sum(t("report.drops"), 0 - drawer.drops_minor), sum(t("report.refundsCash"), 0 - drawer.refunds_minor), { ...sum(t("report.expected"), drawer.expected_minor), strong: true },
  ];
  if (shift.counted_minor === null) return rows;
  return [...rows, { ...sum(t("report.counted"), shift.counted_minor), strong: true }, { name: t("report.overShort"), value: moneyDifference(shift.over_short_minor ?? 0, shift.currency), strong: true }];
}

function tallyRows(t: T, report: ShiftReport): Row[] {
  const row = (name: string, tally: ShiftTally): Row => ({ name, detail: number(tally.count), value: money(tally.amount_minor, report.shift.currency) });
  const rare = ([["debtsPaid", report.debts_paid], ["refunds", report.refunds], ["driveOffs", report.drive_offs], ["noMeans", report.no_means], ["pumpTests", report.pump_tests], ["ownUse", report.own_use], ["voids", report.voids], ["noSales", report.no_sales]] as const)
    .filter(([, tally]) => tally.count > 0).map(([key, tally]) => row(t(`report.${key}`), tally));
  return [row(t("report.sales"), report.sales), row(t("report.shop"), report.shop), ...rare];
}

function fuelRows({ site, report }: Props): Row[] {
  return report.fuel.map((one) => ({ name: gradeName(site, one.grade_id), detail: litres(one.volume_ml), value: money(one.amount_minor, report.shift.currency) }));
}

function vatRows(t: T, report: ShiftReport): Row[] {
  const row = (name: string) => (one: ShiftReport["vat"][number]): Row => ({ name: t(name === "" ? "report.vatSales" : "report.vatRefunds", { rate: vatRate(one.rate_bp) }), detail: money(one.net_minor, report.shift.currency), value: money(one.vat_minor, report.shift.currency) });
  return [...report.vat.map(row("")), ...report.refund_vat.map(row("refunds"))];
}

function movementRows(t: T, { movements, report }: Props): Row[] {
  const signed = (one: CashMovement) => (one.kind === "PAID_IN" ? one.amount_minor : 0 - one.amount_minor);
  return movements.map((one) => ({ name: `${t(`movement.${one.kind}`)}${one.reason && `: ${one.reason}`}`, value: one.kind === "NO_SALE" ? "–" : money(signed(one), report.shift.currency) }));
}

function meterRows(t: T, { site, report }: Props): Row[] {
  return report.meters.map((one) => ({
    name: t("report.nozzle", { pump: String(one.pump), nozzle: String(one.nozzle), grade: gradeName(site, one.grade_id) }),
    detail: one.difference_ml === 0 ? "" : t("report.difference", { litres: litreDifference(one.difference_ml) }), value: litres(one.end_ml), strong: one.difference_ml !== 0,
  }));
}

/** What is not in the report, as far as it is known. */
function unknownRows(t: T, { site, report }: Props): Row[] {
  return [
    ...(report.offline_since ? [{ name: t("report.offlineSince", { time: fullStamp(report.offline_since, site.time_zone) }), value: "" }] : []),
    ...report.missing.map((gap) => ({ name: t("report.missing", { pump: String(gap.pump) }), value: gap.first === gap.last ? number(gap.first) : `${number(gap.first)}–${number(gap.last)}` })),
    ...report.offline_devices.map((one) => ({ name: t("report.device", { name: one.name }), value: one.series })),
    ...[...report.carried, ...report.unfinished].map((sale) => ({ name: sale.pump > 0 ? t("report.openAt", { pump: String(sale.pump) }) : t("report.openShop"), value: money(sale.total_minor, report.shift.currency) })),
  ];
}

/** An X or Z report as a slip: as wide as the paper of a till, on the screen too. */
export function ReportSlip(props: Props) {
  const t = useTranslations("pos");
  const { site, report, z } = props;
  const { shift } = report;
  const at = (time: string) => fullStamp(time, site.time_zone);
  return (
    <article data-testid="report-slip" aria-labelledby="slip-title" className="slip mx-auto w-full max-w-md rounded-xl border border-line bg-surface px-5 py-4 tabular-nums">
      <h2 id="slip-title" className="text-center text-xl font-extrabold">{z ? t("report.z", { number: String(z.number) }) : t("report.x")}</h2>
      <p className="mb-2 text-center">{site.name} · {shift.till}</p>
      <p>{t("report.cashier", { cashier: shift.cashier })}</p>
      <p>{t("report.opened", { time: at(shift.opened_at) })}</p>
      <p className="mb-2">{shift.closed_at ? t("report.closed", { time: at(shift.closed_at), cashier: shift.closed_by }) : t("report.asOf", { time: at(report.at) })}</p>
      <Rows title={t("report.drawer")} rows={drawerRows(t, report)} />
      <Rows title={t("report.byTender")} rows={report.takings.map((one) => ({ name: t(`tender.${one.kind as "CASH"}`), detail: number(one.count), value: money(one.amount_minor, shift.currency) }))} />
      <Rows title={t("report.soldTitle")} rows={tallyRows(t, report)} />
      <Rows title={t("report.fuel")} rows={fuelRows(props)} />
      <Rows title={t("report.vat")} rows={vatRows(t, report)} />
      <Rows title={t("report.movements")} rows={movementRows(t, props)} />
      <Rows title={t("report.count")} rows={(z?.denominations ?? []).filter((one) => one.count > 0).map((one) => ({ name: `${number(one.count)} × ${money(one.value_minor, shift.currency)}`, value: money(one.value_minor * one.count, shift.currency) }))} />
      <Rows title={t("report.meters")} rows={meterRows(t, props)} />
      <Rows title={t("report.unknown")} rows={unknownRows(t, props)} />
      {z && <p className="border-t border-dashed border-line-strong pt-2 text-xs break-all text-ink-2">{t("report.hash", { hash: z.hash })}</p>}
    </article>
  );
}
