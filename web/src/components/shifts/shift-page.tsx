"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useSearchParams } from "next/navigation";
import { useTranslations } from "use-intl";
import { texts } from "@/i18n/language";
import { withQuery } from "@/lib/api";
import { moneyDifference } from "@/lib/amounts";
import { fullStamp, money, number } from "@/lib/format";
import { cashMovements, shift as shiftQuery, xReport, zReport } from "@/lib/selling-queries";
import type { Shift, ShiftReport, ZReport } from "@/lib/selling-types";
import { SHIFT_MODES } from "@/lib/selling-words";
import { useSites, type Sites } from "@/lib/use-sites";
import { Icon } from "../icon";
import { PageHead } from "../page-head";
import { BackLink, Detail, Facts, Figures, LINK, Section, type Fact } from "../sales/parts";
import { Badge, Button, Failure, Skeletons } from "../ui";
import { Movements } from "./movements";
import { OverShort } from "./over-short";
import { Drawer, Fuel, Meters, NotSynchronised, Takings, Tallies, Unfinished, Vat } from "./report-parts";

function facts(shift: Shift, report: ShiftReport | undefined, sites: Sites): Fact[] {
  const t = texts("trade");
  const zone = sites.zone(shift.site);
  return [
    [t("site"), sites.name(shift.site)], [t("shift.till"), shift.till], [t("shift.cashier"), shift.cashier], [t("shift.mode"), SHIFT_MODES[shift.mode]],
    [t("opened"), fullStamp(shift.opened_at, zone)],
    shift.closed_at ? [t("shift.closed"), t("timeBy", { time: fullStamp(shift.closed_at, zone), name: shift.closed_by ?? "" })] : [t("shift.asOf"), report ? fullStamp(report.at, zone) : "–"],
    [t("shift.float"), money(shift.float_minor, shift.currency)],
  ];
}

/** What must have been there, what was, and the difference. */
function Count({ shift, z }: { shift: Shift; z: ZReport }) {
  const t = useTranslations("trade");
  const { currency } = shift;
  return (
    <Section id="count-title" title={t("shift.count")} aside={<OverShort shift={shift} />}>
      <Facts className="sm:grid-cols-3" facts={[[t("shift.expected"), money(shift.expected_minor ?? 0, currency)], [t("shift.counted"), money(shift.counted_minor ?? 0, currency)], [t("shift.overShort"), moneyDifference(shift.over_short_minor ?? 0, currency)]]} />
      {z.denominations.length > 0 && (
        <div className="mt-4 overflow-hidden rounded-lg border border-line">
          <Figures caption={t("shift.coins")} rows={z.denominations} rowId={(one) => String(one.value_minor)} columns={[
            { title: t("shift.coin"), cell: (one) => money(one.value_minor, currency) }, { title: t("shift.pieces"), numeric: true, cell: (one) => number(one.count) },
            { title: t("amount"), numeric: true, cell: (one) => money(one.value_minor * one.count, currency) },
          ]} />
        </div>
      )}
    </Section>
  );
}

function Report({ report, z, sites }: { report: ShiftReport; z: ZReport | undefined; sites: Sites }) {
  const t = useTranslations("trade");
  const { currency, shift_id: id } = report.shift;
  const movements = useQuery(cashMovements(id));
  const parts = { report, sites };
  return (
    <div className="grid grid-cols-1 items-start gap-6 lg:grid-cols-2 print:grid-cols-2 print:gap-4">
      <div className="grid grid-cols-1 gap-6 print:gap-4">
        {z && <Count shift={report.shift} z={z} />}
        <Drawer {...parts} />
        <Takings {...parts} />
        <Vat {...parts} />
      </div>
      <div className="grid grid-cols-1 gap-6 print:gap-4">
        <Tallies {...parts} />
        <Fuel {...parts} />
        <Movements items={movements.data?.items} currency={currency} zone={sites.zone(report.shift.site)} />
        <Unfinished id="carried-title" title={t("shift.carried")} sales={report.carried} currency={currency} means={t("shift.carriedMeans")} />
        <Unfinished id="unfinished-title" title={t("shift.unfinished")} sales={report.unfinished} currency={currency} means={t("shift.unfinishedMeans")} />
      </div>
      <div className="grid grid-cols-1 gap-6 empty:hidden lg:col-span-2 print:col-span-2 print:gap-4"><NotSynchronised {...parts} /><Meters {...parts} /></div>
      {z && <p className="text-sm text-ink-2 [overflow-wrap:anywhere] lg:col-span-2 print:col-span-2">{t("shift.chained", { number: String(z.number), hash: z.hash })}</p>}
    </div>
  );
}

function Body({ shift, sites }: { shift: Shift; sites: Sites }) {
  const t = useTranslations("trade");
  const open = shift.state === "OPEN";
  const x = useQuery({ ...xReport(shift.shift_id), enabled: open });
  const z = useQuery({ ...zReport(shift.shift_id), enabled: !open });
  const report = open ? x.data : z.data?.report;
  const failed = open ? x : z;
  return (
    <>
      <PageHead title={open ? t("shift.x", { till: shift.till }) : t("shift.z", { number: String(shift.z_number ?? ""), till: shift.till })} aside={<>
        {open ? <Badge tone="ok" icon="play">{t("shift.openState")}</Badge> : <OverShort shift={shift} />}
        <Link href={withQuery("/sales/", { shift_id: shift.shift_id, site: shift.site })} className={`inline-flex min-h-11 items-center print:hidden ${LINK}`}>{t("shift.itsSales")}</Link>
        <Button onClick={() => window.print()} className="print:hidden" data-testid="print-report"><Icon name="print" />{t("shift.print")}</Button>
      </>} />
      <div className="mb-6"><Facts facts={facts(shift, report, sites)} className="grid-cols-2 lg:grid-cols-4 print:grid-cols-4" /></div>
      {report && <Report report={report} z={z.data} sites={sites} />}
      {!report && failed.isError && <Failure error={failed.error} what={t("shift.theReport")} onRetry={() => void failed.refetch()} />}
      {!report && failed.isPending && <div className="grid gap-6 lg:grid-cols-2"><Skeletons count={4} className="h-48" label={t("shift.loadingReport")} /></div>}
    </>
  );
}

/** `/shift?id=…`: the X report of an open shift, the Z report of a closed one. */
export function ShiftPage() {
  const t = useTranslations("trade");
  const id = useSearchParams().get("id") ?? "";
  const sites = useSites("shifts.read");
  const answer = useQuery({ ...shiftQuery(id), enabled: id !== "" });
  return (
    <>
      <BackLink href={withQuery("/shifts/", { site: answer.data?.site })}>{t("shift.title")}</BackLink>
      <Detail id={id} what="shift" answer={answer}>{(shift) => <Body shift={shift} sites={sites} />}</Detail>
    </>
  );
}
