"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { moneyDifference } from "@/lib/amounts";
import { reportPaper } from "@/lib/report-rows";
import { cashMovements, xReport } from "@/lib/selling-queries";
import type { ZReport } from "@/lib/selling-types";
import { PaperButton } from "../pos-handout/paper-button";
import { usePaper } from "../pos-handout/use-paper";
import { Failure, Skeleton } from "../ui";
import { ReportSlip } from "./report-slip";
import { useServing } from "./serving";
import { BigButton, FocusedHeading, useTill } from "./till-parts";

const LOOKS = { exact: "bg-ok-bg text-ok-ink", over: "bg-info-bg text-info-ink", short: "bg-warn-bg text-warn-ink" };

/** The end of the blind count: what was in the drawer less what should have been. */
function OverShort({ closed }: { closed: ZReport }) {
  const t = useTranslations("pos");
  const { over_short_minor: minor, currency } = closed.report.shift;
  const word = !minor ? "exact" : minor > 0 ? "over" : "short";
  return (
    <p data-testid="z-result" className={`rounded-2xl px-6 py-5 text-center ${LOOKS[word]}`}>
      <span className="block text-2xl font-bold">{t(`report.${word}`)}</span>
      <strong data-testid="over-short" className="text-6xl font-extrabold tabular-nums">{moneyDifference(minor ?? 0, currency)}</strong>
    </p>
  );
}

interface Props {
  /** The Z report of the shift that was just closed; null: how the shift stands now. */
  closed: ZReport | null;
  onDone: () => void;
}

/** X or Z, to be read and printed. */
export function ReportView({ closed, onDone }: Props) {
  useServing();
  const t = useTranslations("pos");
  const handout = useTranslations("handout");
  const { site, shift, hold } = useTill();
  const client = useQueryClient();
  const x = useQuery({ ...xReport(shift.shift_id), enabled: closed === null });
  const movements = useQuery(cashMovements(shift.shift_id));
  const report = closed?.report ?? x.data;
  const parts = report && { site, report, z: closed, movements: movements.data?.items ?? [] };
  const paper = usePaper(() => (parts ? reportPaper(t, parts) : []));
  const done = () => {
    onDone();
    if (!closed) return;
    hold(false);
    void client.invalidateQueries({ queryKey: ["till-shift"] });
  };
  return (
    <div data-testid="report" className="grid items-start gap-5 lg:grid-cols-2">
      <div className="space-y-4 print:hidden">
        <FocusedHeading className="text-3xl font-extrabold">{closed ? t("report.closedTitle") : t("report.x")}</FocusedHeading>
        {closed && <OverShort closed={closed} />}
        <div className="grid gap-2 sm:grid-cols-2">
          <PaperButton paper={paper} word={t("report.print")} round={handout("print.browser")} testId="report-print" disabled={!parts || movements.isPending} />
          <BigButton look="primary" data-testid={closed ? "shift-closed" : "report-done"} onClick={done} className="min-h-18">{closed ? t("report.done") : t("report.back")}</BigButton>
        </div>
      </div>
      {parts ? <ReportSlip {...parts} />
        : x.isError ? <Failure error={x.error} what={t("report.x")} onRetry={() => void x.refetch()} /> : <Skeleton className="h-96 rounded-xl" />}
    </div>
  );
}
