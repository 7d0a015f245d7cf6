"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { useTranslations } from "use-intl";
import { money } from "@/lib/format";
import { settleDebt } from "@/lib/selling-actions";
import type { Debt } from "@/lib/selling-types";
import { useAction } from "@/lib/use-action";
import { usePermissions } from "@/session/use-me";
import { Dialog, DialogButtons } from "../dialog";
import { FormError, Submit, textOf } from "../form";
import { Button } from "../ui";
import { NoShift, ShiftChoice, useOwnShifts } from "./shift-choice";

function SettleForm({ debt, onClose }: { debt: Debt; onClose: () => void }) {
  const t = useTranslations("trade");
  const client = useQueryClient();
  const shifts = useOwnShifts(debt.site);
  const settle = useAction(({ shift }: { shift: string }, key) => settleDebt(debt.debt_id, { shift_id: shift, tenders: [{ kind: "CASH", amount_minor: debt.amount_minor, given_minor: 0, account_id: "", vehicle_id: "", odometer_km: 0 }] }, key), {
    onSuccess: () => Promise.all(["sale", "debts", "receipts", "x-report"].map((key) => client.invalidateQueries({ queryKey: [key] }))).then(onClose),
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    settle.mutate({ shift: textOf(new FormData(event.currentTarget), "shift") });
  };
  if (shifts?.length === 0) return <><NoShift what="debt" /><DialogButtons onCancel={onClose}>{null}</DialogButtons></>;
  return (
    <form onSubmit={submit} className="space-y-4">
      <p className="text-ink-2">{t.rich("debt.cash", { amount: money(debt.amount_minor, debt.currency), b: (words) => <strong className="text-ink">{words}</strong> })}</p>
      <ShiftChoice shifts={shifts ?? []} />
      <FormError error={settle.error} />
      <DialogButtons onCancel={onClose}><Submit busy={settle.isPending || !shifts} busyText={t("oneMoment")} testId="debt-settle-now">{t("debt.paidInCash")}</Submit></DialogButtons>
    </form>
  );
}

/** For who sells, while the debt is open. */
export function SettleDebt({ debt }: { debt: Debt }) {
  const t = useTranslations("trade");
  const { may } = usePermissions();
  const [open, setOpen] = useState(false);
  if (debt.state !== "OPEN" || !may("sales.sell", debt.site)) return null;
  return (
    <>
      <Button primary onClick={() => setOpen(true)} data-testid={`debt-settle-${debt.debt_id}`}>{t("debt.take")}</Button>
      {open && <Dialog title={t("debt.takeTitle")} onClose={() => setOpen(false)}><SettleForm debt={debt} onClose={() => setOpen(false)} /></Dialog>}
    </>
  );
}
