"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { useTranslations } from "use-intl";
import { download } from "@/lib/csv";
import { fieldProblems } from "@/lib/problem";
import { printReceipt, sendReceipt } from "@/lib/selling-actions";
import type { ReceiptDetail } from "@/lib/selling-types";
import { useAction } from "@/lib/use-action";
import { usePermissions } from "@/session/use-me";
import { Dialog, DialogButtons } from "../dialog";
import { DownloadButton } from "../download-button";
import { FormError, Submit, TextField, textOf } from "../form";
import { LINK } from "../sales/parts";
import { Button } from "../ui";
import { InvoiceDialog } from "./invoice-dialog";

export function useReceiptChanged() {
  const client = useQueryClient();
  return () => Promise.all(["receipt", "receipts"].map((key) => client.invalidateQueries({ queryKey: [key] })));
}

function Mail({ receipt, onClose }: { receipt: ReceiptDetail; onClose: () => void }) {
  const t = useTranslations("trade");
  const changed = useReceiptChanged();
  const send = useAction((address: string, key) => sendReceipt(receipt.receipt_id, address, key), { onSuccess: () => changed().then(onClose) });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    send.mutate(textOf(new FormData(event.currentTarget), "address"));
  };
  return (
    <Dialog title={t("receipt.sendTitle")} onClose={onClose}>
      <form onSubmit={submit} className="space-y-4">
        <TextField label={t("receipt.email")} name="address" type="email" required maxLength={254} data-testid="mail-address" error={fieldProblems(send.error).address} hint={t("receipt.emailHint")} />
        <FormError error={send.error} shown={["address"]} />
        <DialogButtons onCancel={onClose}><Submit busy={send.isPending} busyText={t("receipt.sending")} testId="mail-send">{t("receipt.send")}</Submit></DialogButtons>
      </form>
    </Dialog>
  );
}

/** The first that goes out is the original. */
function Print({ receipt }: { receipt: ReceiptDetail }) {
  const t = useTranslations("trade");
  const changed = useReceiptChanged();
  const print = useAction((_: number, key) => printReceipt(receipt.receipt_id, "pdf", key), {
    onSuccess: (file) => {
      download(`${receipt.till}-${receipt.number}.pdf`.toLowerCase().replace(/[^a-z0-9.-]+/g, "-"), file, "application/pdf");
      return changed();
    },
  });
  return (
    <>
      <Button onClick={() => print.mutate(receipt.prints)} disabled={print.isPending} data-testid="receipt-print">{receipt.prints === 0 ? t("receipt.original") : t("receipt.copy", { number: String(receipt.prints) })}</Button>
      {print.isError && <FormError error={print.error} />}
    </>
  );
}

export function ReceiptActions({ receipt }: { receipt: ReceiptDetail }) {
  const t = useTranslations("trade");
  const { may } = usePermissions();
  const [open, setOpen] = useState<"mail" | "invoice" | null>(null);
  const sell = may("sales.sell", receipt.site);
  const close = () => setOpen(null);
  return (
    <div className="mt-4 flex flex-wrap items-center justify-center gap-3 print:hidden">
      <DownloadButton path={`/receipts/${receipt.receipt_id}/document.pdf`} query={{}} text="PDF" />
      {sell && <Print receipt={receipt} />}
      {sell && <Button onClick={() => setOpen("mail")} data-testid="receipt-mail">{t("receipt.email")}</Button>}
      {sell && receipt.kind === "RECEIPT" && !receipt.invoice_id && <Button onClick={() => setOpen("invoice")} data-testid="receipt-invoice">{t("receipt.invoice")}</Button>}
      {receipt.url && <a href={receipt.url} target="_blank" rel="noopener noreferrer" className={`inline-flex min-h-11 items-center px-1 ${LINK}`}>{t("receipt.online")}</a>}
      {open === "mail" && <Mail receipt={receipt} onClose={close} />}
      {open === "invoice" && <InvoiceDialog sale={receipt.sale_id} onClose={close} />}
    </div>
  );
}
