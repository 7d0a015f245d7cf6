"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { useTranslations } from "use-intl";
import { minorOf } from "@/lib/amounts";
import { money } from "@/lib/format";
import { fieldProblems } from "@/lib/problem";
import { recordPayment } from "@/lib/selling-actions";
import type { Account } from "@/lib/selling-types";
import { useAction } from "@/lib/use-action";
import { Dialog, DialogButtons } from "../dialog";
import { FormError, Submit, TextField, textOf } from "../form";

/** Money that came by bank; negative when a payment came back. */
export function PaymentDialog({ account, onChanged, onClose }: { account: Account; onChanged: (account: Account) => void; onClose: () => void }) {
  const t = useTranslations("trade");
  const client = useQueryClient();
  const [unreadable, setUnreadable] = useState(false);
  const pay = useAction((wish: { amount_minor: number; reference: string }, key) => recordPayment(account.account_id, wish, key), {
    onSuccess: (paid) => {
      onChanged(paid.account);
      void client.invalidateQueries({ queryKey: ["account-entries", account.account_id] });
      onClose();
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const amount = minorOf(textOf(data, "amount"), account.currency);
    setUnreadable(amount === null || amount === 0);
    if (amount) pay.mutate({ amount_minor: amount, reference: textOf(data, "reference") });
  };
  const wrong = fieldProblems(pay.error);
  return (
    <Dialog title={t("account.payTitle")} onClose={onClose}>
      <form onSubmit={submit} className="space-y-4">
        <p className="text-ink-2">{account.balance_minor > 0 ? t("account.owes", { name: account.name, amount: money(account.balance_minor, account.currency) }) : t("account.owesNothing", { name: account.name })}</p>
        <TextField label={t("amountIn", { currency: account.currency })} name="amount" inputMode="text" required data-testid="payment-amount" error={unreadable ? t("account.payAmountWrong") : wrong.amount_minor} hint={t("account.payNegative")} />
        <TextField label={t("account.reference")} name="reference" required maxLength={100} autoCapitalize="characters" data-testid="payment-reference" error={wrong.reference} hint={t("account.referenceHint")} />
        <FormError error={pay.error} shown={["amount_minor", "reference"]} />
        <DialogButtons onCancel={onClose}><Submit busy={pay.isPending} busyText={t("account.recording")} testId="payment-record">{t("account.record")}</Submit></DialogButtons>
      </form>
    </Dialog>
  );
}
