"use client";

import { useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { useEffect, useState, type FormEvent } from "react";
import { moneyDifference } from "@/lib/amounts";
import { money } from "@/lib/format";
import type { ZReport } from "@/lib/selling-types";
import { closeShift } from "@/lib/till-actions";
import { countedTotal, denominations } from "@/lib/till-money";
import type { CashCount } from "@/lib/till-types";
import { useAction } from "@/lib/use-action";
import { Dialog, DialogButtons } from "../dialog";
import { BigButton, Refused, useTill } from "./till-parts";

type Counts = Record<number, number>;

function Denomination({ value, count, currency, onCount }: { value: number; count: number; currency: string; onCount: (count: number) => void }) {
  return (
    <label className="flex min-h-14 items-center gap-3 rounded-xl bg-sunken px-3">
      <span className="w-16 text-lg font-bold tabular-nums">{money(value, currency)}</span><span aria-hidden="true">×</span>
      <input type="number" inputMode="numeric" min={0} max={100_000} step={1} value={count || ""} placeholder="0" onChange={(event) => onCount(Math.max(0, Math.floor(Number(event.target.value) || 0)))}
        data-testid={`count-${value}`} className="min-h-11 w-20 rounded-lg border border-line-strong bg-surface px-2 text-right text-lg font-bold tabular-nums placeholder:text-ink-2" />
      <span className="ml-auto text-lg tabular-nums">{money(value * count, currency)}</span>
    </label>
  );
}

/** Counted without knowing what should be there. */
function Count({ onClose, onClosed }: { onClose: () => void; onClosed: (report: ZReport) => void }) {
  const { site, shift } = useTill();
  const [counts, setCounts] = useState<Counts>({});
  const close = useAction((count: CashCount, key: string) => closeShift(shift.shift_id, count, key), { onSuccess: onClosed });
  const total = countedTotal(counts);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const counted = Object.entries(counts).filter(([, count]) => count > 0).map(([value, count]) => ({ value_minor: Number(value), count }));
    close.mutate({ counted_minor: total, denominations: counted });
  };
  return (
    <form onSubmit={submit}>
      <p className="mb-3 text-ink-2">Count what is in the drawer, with the float. What should be there is shown afterwards.</p>
      <div className="grid max-h-[46dvh] gap-2 overflow-y-auto p-0.5 sm:grid-cols-2">
        {denominations(site.currency).map((value) => (
          <Denomination key={value} value={value} count={counts[value] ?? 0} currency={site.currency} onCount={(count) => setCounts({ ...counts, [value]: count })} />
        ))}
      </div>
      <p className="mt-4 flex items-baseline justify-between gap-3 text-xl font-semibold">In the drawer <output data-testid="counted" className="text-4xl font-extrabold tabular-nums">{money(total, site.currency)}</output></p>
      <Refused error={close.error} />
      <DialogButtons onCancel={onClose}><BigButton look="primary" type="submit" disabled={close.isPending} data-testid="close-shift-confirm">{close.isPending ? "Closing…" : "Close the shift"}</BigButton></DialogButtons>
    </form>
  );
}

function overShort(minor: number): { word: string; look: string } {
  if (minor === 0) return { word: "The drawer is exact", look: "bg-ok-bg text-ok-ink" };
  return minor > 0 ? { word: "Over", look: "bg-info-bg text-info-ink" } : { word: "Short", look: "bg-warn-bg text-warn-ink" };
}

function Result({ report, onDone }: { report: ZReport; onDone: () => void }) {
  const { shift } = report.report;
  const difference = shift.over_short_minor ?? 0;
  const { word, look } = overShort(difference);
  return (
    <div data-testid="z-result" className="space-y-4 text-center">
      <p className="text-xl font-semibold">Z report <strong data-testid="z-number">{report.number}</strong> of {shift.till}</p>
      <p className={`rounded-2xl px-6 py-5 ${look}`}><span className="block text-2xl font-bold">{word}</span><strong data-testid="over-short" className="text-6xl font-extrabold tabular-nums">{moneyDifference(difference, shift.currency)}</strong></p>
      <dl className="mx-auto grid max-w-xs grid-cols-2 gap-y-1 text-left text-lg">
        <dt>Counted</dt><dd className="text-right font-semibold">{money(shift.counted_minor ?? 0, shift.currency)}</dd>
        <dt>Expected</dt><dd className="text-right font-semibold">{money(shift.expected_minor ?? 0, shift.currency)}</dd>
      </dl>
      <div className="grid gap-2 sm:grid-cols-2">
        <Link href={`/shift/?id=${shift.shift_id}`} className="inline-flex min-h-14 items-center justify-center rounded-xl border border-line-strong px-4 text-lg font-bold hover:bg-sunken">The whole Z report</Link>
        <BigButton look="primary" onClick={onDone} data-testid="shift-closed">Done</BigButton>
      </div>
    </div>
  );
}

/** The blind count, and then what should have been there. */
export function CloseShift({ onClose }: { onClose: () => void }) {
  const client = useQueryClient();
  const { hold } = useTill();
  const [report, setReport] = useState<ZReport | null>(null);
  useEffect(() => {
    hold(true);
    return () => hold(false);
  }, [hold]);
  const done = () => {
    onClose();
    void client.invalidateQueries({ queryKey: ["till-shift"] });
  };
  return (
    <Dialog title={report ? "The shift is closed" : "Close the shift"} onClose={report ? done : onClose} wide testId="close-shift">
      {report ? <Result report={report} onDone={done} /> : <Count onClose={onClose} onClosed={setReport} />}
    </Dialog>
  );
}
