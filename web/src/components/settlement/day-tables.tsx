"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import { litreDifference, litres } from "@/lib/amounts";
import { money, number } from "@/lib/format";
import type { NozzleSettlement, Settlement, SoldFuel } from "@/lib/selling-types";
import { clearingWord, within } from "@/lib/selling-words";
import { Figures, Section } from "../sales/parts";
import { Button } from "../ui";

interface Props {
  settlement: Settlement;
  grade: (id: string) => string;
}

const sum = <T,>(rows: readonly T[], pick: (row: T) => number) => rows.reduce((total, row) => total + pick(row), 0);

function Difference({ ml }: { ml: number | null }) {
  return ml === 0 || ml === null ? <>{litreDifference(ml)}</> : <strong>{litreDifference(ml)}</strong>;
}

/** By how it was settled, the largest first. */
function Sold({ sold, currency }: { sold: readonly SoldFuel[]; currency: string }) {
  if (sold.length === 0) return <>–</>;
  return <ul>{sold.map((one) => <li key={one.clearing} className="whitespace-nowrap">{litres(one.volume_ml)} <span className="text-sm opacity-85">{within(clearingWord(one.clearing))} ({number(one.count)}, {money(one.amount_minor, currency)})</span></li>)}</ul>;
}

function differs(row: NozzleSettlement): boolean {
  return row.meter.difference_ml !== 0 || row.unsold_ml !== 0 || row.unsold_minor !== 0;
}

/** Those that delivered nothing show on demand: on most days they are many. */
export function NozzleTable({ settlement, grade }: Props) {
  const t = useTranslations("trade");
  const { nozzles, currency } = settlement;
  const [all, setAll] = useState(false);
  const idle = nozzles.filter((row) => row.meter.fuellings === 0 && !differs(row));
  const shown = all ? nozzles : nozzles.filter((row) => !idle.includes(row));
  const total = [t("allNozzles"), "", number(sum(nozzles, (row) => row.meter.fuellings)), litres(sum(nozzles, (row) => row.meter.fuelled_ml)),
    litres(sum(nozzles, (row) => (row.meter.end_ml ?? 0) - (row.meter.start_ml ?? 0))), litreDifference(sum(nozzles, (row) => row.meter.difference_ml)), "", litres(sum(nozzles, (row) => row.unsold_ml))];
  return (
    <Section id="nozzles-title" title={t("nozzles")} flush aside={idle.length > 0 && <Button onClick={() => setAll(!all)} aria-pressed={all} className="print:hidden">{all ? t("settlement.onlyDelivered") : t("settlement.alsoIdle", { count: String(idle.length) })}</Button>}>
      {shown.length === 0 ? <p className="px-4 py-3 text-ink-2">{t("settlement.noDelivery")}</p> : (
        <Figures caption={t("settlement.byNozzleCaption")} rows={shown} rowId={(row) => `${row.meter.pump}-${row.meter.nozzle}`} marked={differs} total={total} columns={[
          { title: t("pumpNozzle"), cell: (row) => <span data-testid={`nozzle-${row.meter.pump}-${row.meter.nozzle}`} data-differs={differs(row)}>{row.meter.pump}, {row.meter.nozzle}</span> },
          { title: t("grade"), cell: (row) => grade(row.meter.grade_id) },
          { title: t("fuellings"), numeric: true, cell: (row) => number(row.meter.fuellings) },
          { title: t("fuelled"), numeric: true, cell: (row) => litres(row.meter.fuelled_ml) },
          { title: t("meter"), numeric: true, cell: (row) => (row.meter.start_ml === null || row.meter.end_ml === null ? "–" : litres(row.meter.end_ml - row.meter.start_ml)) },
          { title: t("difference"), numeric: true, cell: (row) => <Difference ml={row.meter.difference_ml} /> },
          { title: t("settlement.onTickets"), cell: (row) => <Sold sold={row.sold} currency={currency} /> },
          { title: t("settlement.onNoTicket"), numeric: true, cell: (row) => (row.unsold_ml === 0 && row.unsold_minor === 0 ? litres(0) : <strong>{litres(row.unsold_ml)}, {money(row.unsold_minor, currency)}</strong>) },
        ]} />
      )}
    </Section>
  );
}

export function GradeTable({ settlement, grade }: Props) {
  const t = useTranslations("trade");
  const { grades, currency } = settlement;
  if (grades.length === 0) return null;
  return (
    <Section id="grades-title" title={t("grades")} flush>
      <Figures caption={t("settlement.byGradeCaption")} rows={grades} rowId={(row) => row.grade_id} marked={(row) => row.meter_ml !== row.fuelled_ml} columns={[
        { title: t("grade"), cell: (row) => grade(row.grade_id) },
        { title: t("fuellings"), numeric: true, cell: (row) => number(row.fuellings) },
        { title: t("fuelled"), numeric: true, cell: (row) => litres(row.fuelled_ml) },
        { title: t("meter"), numeric: true, cell: (row) => litres(row.meter_ml) },
        { title: t("difference"), numeric: true, cell: (row) => <Difference ml={row.meter_ml - row.fuelled_ml} /> },
        { title: t("amount"), numeric: true, cell: (row) => money(row.fuelled_minor, currency) },
        { title: t("settlement.onTickets"), cell: (row) => <Sold sold={row.sold} currency={currency} /> },
      ]} />
    </Section>
  );
}

/** A delivery shows as a rise that is not explained: deliveries are booked in wet-stock. */
export function TankTable({ settlement, grade }: Props) {
  const t = useTranslations("trade");
  const { tanks } = settlement;
  if (tanks.length === 0) return null;
  return (
    <Section id="tanks-title" title={t("settlement.tanks")} flush>
      <Figures caption={t("settlement.tanksCaption")} rows={tanks} rowId={(row) => String(row.tank)} columns={[
        { title: t("tank"), cell: (row) => row.tank },
        { title: t("grade"), cell: (row) => grade(row.grade_id) },
        { title: t("settlement.opening"), numeric: true, cell: (row) => litres(row.opening_ml) },
        { title: t("settlement.closing"), numeric: true, cell: (row) => litres(row.closing_ml) },
        { title: t("settlement.change"), numeric: true, cell: (row) => litreDifference(row.change_ml) },
        { title: t("settlement.drawn"), numeric: true, cell: (row) => litres(row.drawn_ml) },
        { title: t("settlement.putBack"), numeric: true, cell: (row) => litres(row.returned_ml) },
        { title: t("settlement.unexplained"), numeric: true, cell: (row) => <Difference ml={row.unexplained_ml} /> },
      ]} />
      <p className="border-t border-line px-4 py-2.5 text-sm text-ink-2">{t("settlement.productHint")}</p>
    </Section>
  );
}
