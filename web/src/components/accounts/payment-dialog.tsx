"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
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
    <Dialog title="Record a payment" onClose={onClose}>
      <form onSubmit={submit} className="space-y-4">
        <p className="text-ink-2">{account.name} {account.balance_minor > 0 ? `owes ${money(account.balance_minor, account.currency)}` : "owes nothing"}.</p>
        <TextField label={`Amount (${account.currency})`} name="amount" inputMode="text" required data-testid="payment-amount" error={unreadable ? "Give an amount such as 1234.50." : wrong.amount_minor} hint="Negative: a payment that came back." />
        <TextField label="Reference" name="reference" required maxLength={100} autoCapitalize="characters" data-testid="payment-reference" error={wrong.reference} hint="The bank's, or the number of the cheque." />
        <FormError error={pay.error} shown={["amount_minor", "reference"]} />
        <DialogButtons onCancel={onClose}><Submit busy={pay.isPending} busyText="Recording…" testId="payment-record">Record</Submit></DialogButtons>
      </form>
    </Dialog>
  );
}
