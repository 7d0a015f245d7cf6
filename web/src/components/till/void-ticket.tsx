"use client";

import { useState, type FormEvent } from "react";
import { useTranslations } from "use-intl";
import { money } from "@/lib/format";
import type { Sale } from "@/lib/selling-types";
import { voidSale } from "@/lib/till-actions";
import { Dialog, DialogButtons } from "../dialog";
import { TextField, textOf } from "../form";
import { useApproval } from "./approval";
import { BigButton, Refused, useSaleAction, useTill, wantsFocus } from "./till-parts";

/** The customer does not want it after all: the whole shop ticket goes, with a reason and somebody who approves. */
export function VoidTicket({ sale, onDone }: { sale: Sale; onDone: () => void }) {
  const t = useTranslations("pos");
  const { shift } = useTill();
  const approval = useApproval();
  const [open, setOpen] = useState(false);
  const end = useSaleAction(
    ({ reason, approved }: { reason: string; approved?: string }, key: string) => voidSale(sale.sale_id, { shift_id: shift.shift_id, reason }, key, approved),
    { onDone, quiet: true },
  );
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const reason = textOf(new FormData(event.currentTarget), "reason");
    approval.begin({ target: `sale/${sale.sale_id}`, words: t("void.words", { amount: money(sale.total_minor, sale.currency), reason }) }, (approved) => end.run({ reason, approved }));
  };
  return (
    <>
      <BigButton data-testid="void" onClick={() => setOpen(true)}>{t("void.open")}</BigButton>
      {open && (
        <Dialog title={t("void.title", { amount: money(sale.total_minor, sale.currency) })} onClose={() => setOpen(false)} testId="void-dialog">
          <form onSubmit={submit} className="space-y-3.5">
            <TextField ref={wantsFocus} label={t("void.why")} name="reason" required maxLength={200} autoCapitalize="sentences" className="min-h-14! text-lg" data-testid="void-reason" />
            <Refused error={end.error} />
            <DialogButtons onCancel={() => setOpen(false)}><BigButton look="danger" type="submit" disabled={end.busy} data-testid="void-confirm">{end.busy ? t("void.busy") : t("void.confirm")}</BigButton></DialogButtons>
          </form>
        </Dialog>
      )}
      {approval.dialog}
    </>
  );
}
