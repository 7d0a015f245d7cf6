"use client";

import { useState, type FormEvent } from "react";
import { useTranslations } from "use-intl";
import { money } from "@/lib/format";
import type { ZReport } from "@/lib/selling-types";
import { closeShift } from "@/lib/till-actions";
import { countedTotal, denominations } from "@/lib/till-money";
import type { CashCount } from "@/lib/till-types";
import { useAction } from "@/lib/use-action";
import { Dialog, DialogButtons } from "../dialog";
import { Unsent } from "../offline/unsent";
import { useUnsent } from "../offline/use-offline";
import { BigButton, Refused, useTill } from "./till-parts";

type Counts = Record<number, number>;

function Denomination({ value, count, currency, onCount }: { value: number; count: number; currency: string; onCount: (count: number) => void }) {
  return (
    <label className="flex min-h-14 items-center gap-3 rounded-xl bg-sunken px-3">
      <span className="min-w-19 text-lg font-bold whitespace-nowrap tabular-nums">{money(value, currency)}</span><span aria-hidden="true">×</span>
      <input type="number" inputMode="numeric" min={0} max={100_000} step={1} value={count || ""} placeholder="0" onChange={(event) => onCount(Math.max(0, Math.floor(Number(event.target.value) || 0)))}
        data-testid={`count-${value}`} className="min-h-11 w-20 rounded-lg border border-line-strong bg-surface px-2 text-right text-lg font-bold tabular-nums placeholder:text-ink-2" />
      <span className="ml-auto text-lg tabular-nums">{money(value * count, currency)}</span>
    </label>
  );
}

/** Counted without knowing what should be there. */
function Count({ onClose, onClosed }: { onClose: () => void; onClosed: (report: ZReport) => void }) {
  const t = useTranslations("till");
  const { site, shift, hold } = useTill();
  const [counts, setCounts] = useState<Counts>({});
  const close = useAction((count: CashCount, key: string) => closeShift(shift.shift_id, count, key), { onSuccess: onClosed });
  const total = countedTotal(counts);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const counted = Object.entries(counts).filter(([, count]) => count > 0).map(([value, count]) => ({ value_minor: Number(value), count }));
    // Closed, it is the current shift of nobody; its report is still to be read here.
    hold(true);
    close.mutate({ counted_minor: total, denominations: counted }, { onError: () => hold(false) });
  };
  return (
    <form onSubmit={submit}>
      <p className="mb-3 text-ink-2">{t("shift.count")}</p>
      <div className="grid max-h-[46dvh] gap-2 overflow-y-auto p-0.5 sm:grid-cols-2">
        {denominations(site.currency).map((value) => (
          <Denomination key={value} value={value} count={counts[value] ?? 0} currency={site.currency} onCount={(count) => setCounts({ ...counts, [value]: count })} />
        ))}
      </div>
      <p className="mt-4 flex items-baseline justify-between gap-3 text-xl font-semibold">{t("shift.inDrawer")} <output data-testid="counted" className="text-4xl font-extrabold tabular-nums">{money(total, site.currency)}</output></p>
      <Refused error={close.error} />
      <DialogButtons onCancel={onClose}><BigButton look="primary" type="submit" disabled={close.isPending} data-testid="close-shift-confirm">{close.isPending ? t("shift.closing") : t("shift.close")}</BigButton></DialogButtons>
    </form>
  );
}

/** The blind count; the Z report then says what should have been there. */
export function CloseShift({ onClose, onClosed }: { onClose: () => void; onClosed: (report: ZReport) => void }) {
  const t = useTranslations("till");
  const { hold } = useTill();
  const unsent = useUnsent();
  const leave = () => {
    hold(false);
    onClose();
  };
  return <Dialog title={t("shift.close")} onClose={leave} wide testId="close-shift">{unsent > 0 ? <Unsent what="close" count={unsent} /> : <Count onClose={leave} onClosed={onClosed} />}</Dialog>;
}
