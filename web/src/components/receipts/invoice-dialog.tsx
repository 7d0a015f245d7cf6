"use client";

import { useQueryClient } from "@tanstack/react-query";
import type { FormEvent } from "react";
import { useTranslations } from "use-intl";
import type { components } from "@/api/schema";
import { fieldProblems } from "@/lib/problem";
import { issueInvoice } from "@/lib/selling-actions";
import { useAction } from "@/lib/use-action";
import { Dialog, DialogButtons } from "../dialog";
import { FormError, INPUT, Labelled, Submit, TextField, textOf } from "../form";

type Customer = components["schemas"]["Customer"];

/** The lines of a text that are not empty. */
export function linesOf(text: string): string[] {
  return text.split("\n").map((line) => line.trim()).filter((line) => line !== "");
}

export function InvoiceDialog({ sale, onClose }: { sale: string; onClose: () => void }) {
  const t = useTranslations("trade");
  const client = useQueryClient();
  const issue = useAction((customer: Customer, key) => issueInvoice(sale, customer, key), {
    onSuccess: () => Promise.all(["receipt", "receipts"].map((key) => client.invalidateQueries({ queryKey: [key] }))).then(onClose),
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    issue.mutate({ name: textOf(data, "name"), address: linesOf(textOf(data, "address")), vat_id: textOf(data, "vat_id") });
  };
  const wrong = fieldProblems(issue.error);
  return (
    <Dialog title={t("receipt.invoiceTitle")} onClose={onClose}>
      <form onSubmit={submit} className="space-y-4">
        <p className="text-ink-2">{t("receipt.invoiceIntro")}</p>
        <TextField label={t("name")} name="name" required maxLength={100} autoCapitalize="words" data-testid="invoice-name" error={wrong.name} />
        <Labelled label={t("address")} error={wrong.address}>{(wiring) => <textarea {...wiring} name="address" required rows={3} data-testid="invoice-address" className={`${INPUT} py-2.5`} />}</Labelled>
        <TextField label={t("vatNumberOptional")} name="vat_id" maxLength={20} error={wrong.vat_id} />
        <FormError error={issue.error} shown={["name", "address", "vat_id"]} />
        <DialogButtons onCancel={onClose}><Submit busy={issue.isPending} busyText={t("receipt.issuing")} testId="invoice-issue">{t("receipt.invoiceIssue")}</Submit></DialogButtons>
      </form>
    </Dialog>
  );
}
