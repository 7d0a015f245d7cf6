"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useSearchParams } from "next/navigation";
import { withQuery } from "@/lib/api";
import { moneyDifference } from "@/lib/amounts";
import { fullStamp, money, number } from "@/lib/format";
import { cashMovements, shift as shiftQuery, xReport, zReport } from "@/lib/selling-queries";
import type { Shift, ShiftReport, ZReport } from "@/lib/selling-types";
import { SHIFT_MODES } from "@/lib/selling-words";
import { useSites, type Sites } from "@/lib/use-sites";
import { PageHead } from "../page-head";
import { BackLink, Detail, Facts, Figures, LINK, Section, type Fact } from "../sales/parts";
import { Badge, Button, Failure, Skeletons } from "../ui";
import { Movements } from "./movements";
import { OverShort } from "./over-short";
import { Drawer, Fuel, Meters, NotSynchronised, Takings, Tallies, Unfinished, Vat } from "./report-parts";

function facts(shift: Shift, report: ShiftReport | undefined, sites: Sites): Fact[] {
  const zone = sites.zone(shift.site);
  return [
    ["Site", sites.name(shift.site)], ["Till", shift.till], ["Cashier", shift.cashier], ["Mode", SHIFT_MODES[shift.mode]],
    ["Opened", fullStamp(shift.opened_at, zone)],
    shift.closed_at ? ["Closed", `${fullStamp(shift.closed_at, zone)} by ${shift.closed_by}`] : ["As of", report ? fullStamp(report.at, zone) : "–"],
    ["Float", money(shift.float_minor, shift.currency)],
  ];
}

/** What must have been there, what was, and the difference. */
function Count({ shift, z }: { shift: Shift; z: ZReport }) {
  const { currency } = shift;
  return (
    <Section id="count-title" title="Count" aside={<OverShort shift={shift} />}>
      <Facts className="sm:grid-cols-3" facts={[["Expected", money(shift.expected_minor ?? 0, currency)], ["Counted", money(shift.counted_minor ?? 0, currency)], ["Over or short", moneyDifference(shift.over_short_minor ?? 0, currency)]]} />
      {z.denominations.length > 0 && (
        <div className="mt-4 overflow-hidden rounded-lg border border-line">
          <Figures caption="Notes and coins" rows={z.denominations} rowId={(one) => String(one.value_minor)} columns={[
            { title: "Note or coin", cell: (one) => money(one.value_minor, currency) }, { title: "Pieces", numeric: true, cell: (one) => number(one.count) },
            { title: "Amount", numeric: true, cell: (one) => money(one.value_minor * one.count, currency) },
          ]} />
        </div>
      )}
    </Section>
  );
}

function Report({ report, z, sites }: { report: ShiftReport; z: ZReport | undefined; sites: Sites }) {
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
        <Unfinished id="carried-title" title="Carried over" sales={report.carried} currency={currency} means="Prepaid with money of this shift and not cleared: whoever comes next gives the change." />
        <Unfinished id="unfinished-title" title="Unfinished" sales={report.unfinished} currency={currency} means="Not settled. One that is locked must be cleared or unlocked before the shift can be closed." />
      </div>
      <div className="grid grid-cols-1 gap-6 empty:hidden lg:col-span-2 print:col-span-2 print:gap-4"><NotSynchronised {...parts} /><Meters {...parts} /></div>
      {z && <p className="text-sm text-ink-2 [overflow-wrap:anywhere] lg:col-span-2 print:col-span-2">Z {z.number} is chained: {z.hash}</p>}
    </div>
  );
}

function Body({ shift, sites }: { shift: Shift; sites: Sites }) {
  const open = shift.state === "OPEN";
  const x = useQuery({ ...xReport(shift.shift_id), enabled: open });
  const z = useQuery({ ...zReport(shift.shift_id), enabled: !open });
  const report = open ? x.data : z.data?.report;
  const failed = open ? x : z;
  return (
    <>
      <PageHead title={open ? `X report, ${shift.till}` : `Z report ${shift.z_number ?? ""}, ${shift.till}`} aside={<>
        {open ? <Badge tone="ok" icon="play">Open</Badge> : <OverShort shift={shift} />}
        <Link href={withQuery("/sales/", { shift_id: shift.shift_id, site: shift.site })} className={`inline-flex min-h-11 items-center print:hidden ${LINK}`}>Its sales</Link>
        <Button onClick={() => window.print()} className="print:hidden" data-testid="print-report">Print</Button>
      </>} />
      <div className="mb-6"><Facts facts={facts(shift, report, sites)} className="grid-cols-2 lg:grid-cols-4 print:grid-cols-4" /></div>
      {report && <Report report={report} z={z.data} sites={sites} />}
      {!report && failed.isError && <Failure error={failed.error} what="The report" onRetry={() => void failed.refetch()} />}
      {!report && failed.isPending && <div className="grid gap-6 lg:grid-cols-2"><Skeletons count={4} className="h-48" label="Loading the report" /></div>}
    </>
  );
}

/** `/shift?id=…`: the X report of an open shift, the Z report of a closed one. */
export function ShiftPage() {
  const id = useSearchParams().get("id") ?? "";
  const sites = useSites("shifts.read");
  const answer = useQuery({ ...shiftQuery(id), enabled: id !== "" });
  return (
    <>
      <BackLink href={withQuery("/shifts/", { site: answer.data?.site })}>Shifts</BackLink>
      <Detail id={id} what="shift" answer={answer}>{(shift) => <Body shift={shift} sites={sites} />}</Detail>
    </>
  );
}
