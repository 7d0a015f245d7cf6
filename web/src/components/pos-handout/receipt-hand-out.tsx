"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useRef, useState, type FormEvent, type RefObject } from "react";
import { useTranslations } from "use-intl";
import { download } from "@/lib/csv";
import { printedPdf, receiptOf } from "@/lib/handout-actions";
import { usePrinter } from "@/lib/printer";
import { handOut, mailOut } from "@/lib/till-actions";
import { receiptPage } from "@/lib/counter-queries";
import type { ReceiptOf } from "@/lib/till-types";
import { useAction } from "@/lib/use-action";
import { TextField, textOf } from "../form";
import { Icon, type IconName } from "../icon";
import { QrCode } from "../qr-code";
import { BigButton, Refused } from "../till/till-parts";
import { Failure, Skeleton } from "../ui";
import { PrinterRefused } from "./printer-refused";
import { usePrinting } from "./use-printing";

interface Of {
  of: ReceiptOf;
}

/** Whoever looks at it next sees a copy; `now`: also who looks at it already, unless that is what is being printed. */
function useHandedOut(of: ReceiptOf) {
  const client = useQueryClient();
  return (now: boolean) => void client.invalidateQueries({ queryKey: receiptPage(of).queryKey, refetchType: now ? "active" : "none" });
}

function Mail({ of, onClose }: Of & { onClose: () => void }) {
  const t = useTranslations("handout");
  const handedOut = useHandedOut(of);
  const mail = useAction((address: string, key: string) => mailOut(of, address, key), { onSuccess: () => handedOut(true) });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    mail.mutate(textOf(new FormData(event.currentTarget), "address"));
  };
  if (mail.data) return <p role="status" className="mt-3 rounded-lg bg-ok-bg px-4 py-3 text-lg font-semibold text-ok-ink">{t("mail.sent", { address: mail.data.address })}</p>;
  return (
    <form onSubmit={submit} className="mt-3 space-y-3 rounded-xl border border-line p-4">
      <TextField label={t("mail.address")} name="address" type="email" inputMode="email" required autoFocus maxLength={254} className="min-h-14! text-lg" data-testid="mail-address" />
      <Refused error={mail.error} />
      <div className="flex justify-end gap-2"><BigButton onClick={onClose}>{t("back")}</BigButton><BigButton look="primary" type="submit" disabled={mail.isPending} data-testid="mail-send">{t(mail.isPending ? "mail.sending" : "mail.send")}</BigButton></div>
    </form>
  );
}

/** For the customer's own phone: nothing to hand over, nothing to count. */
function OnPhone({ of }: Of) {
  const t = useTranslations("handout");
  const answer = useQuery(receiptOf(of));
  if (answer.isError) return <Failure error={answer.error} what={t("receipt")} onRetry={() => void answer.refetch()} />;
  if (!answer.data) return <Skeleton className="mt-3 h-72" />;
  return (
    <div className="mt-3 flex flex-col items-center gap-3 rounded-xl border border-line bg-white p-5 text-center text-black" data-testid="receipt-qr" data-url={answer.data.url}>
      <QrCode text={answer.data.url} label={t("qr.label")} className="size-64" />
      <p className="text-lg font-semibold">{t("qr.hint")}</p>
    </div>
  );
}

/** Prints what the frame shows, once it shows the page that was handed out. */
function useDialogPrint(of: ReceiptOf, frame: RefObject<HTMLIFrameElement | null>, onPrinted: () => void) {
  const waiting = useRef(false);
  const print = useAction((_: undefined, key: string) => handOut(of, key), {
    onSuccess: () => {
      waiting.current = true;
      onPrinted();
    },
  });
  const loaded = () => {
    if (!waiting.current) return;
    waiting.current = false;
    frame.current?.contentWindow?.print();
  };
  return { ...print, loaded };
}

function Way({ icon, word, ...rest }: { icon: IconName; word: string } & React.ComponentProps<typeof BigButton>) {
  return <BigButton {...rest} className="px-2!"><Icon name={icon} className="size-6" />{word}</BigButton>;
}

function usePdf(of: ReceiptOf, onPrinted: () => void) {
  const t = useTranslations("handout");
  return useAction((_: undefined, key: string) => printedPdf(of, key), {
    onSuccess: (file) => {
      download(`${t("pdf.name")}.pdf`, file, "application/pdf");
      onPrinted();
    },
  });
}

/** The receipt as paper: a preview, until it is handed out, the first time as the original and then as copies. */
export function ReceiptHandOut({ of }: Of) {
  const t = useTranslations("handout");
  const answer = useQuery(receiptPage(of));
  const frame = useRef<HTMLIFrameElement>(null);
  const [open, setOpen] = useState<"mail" | "qr" | null>(null);
  const handedOut = useHandedOut(of);
  const printer = usePrinter();
  const dialog = useDialogPrint(of, frame, () => handedOut(false));
  const bridge = usePrinting(of, printer, () => handedOut(true));
  const pdf = usePdf(of, () => handedOut(true));
  const toggle = (which: "mail" | "qr") => setOpen(open === which ? null : which);
  const busy = dialog.isPending || bridge.isPending || pdf.isPending;
  const again = dialog.isSuccess || bridge.isSuccess || pdf.isSuccess;
  const page = dialog.data ?? answer.data;
  return (
    <section aria-label={t("receipt")} className="flex min-h-0 flex-1 flex-col">
      <div className="grid grid-cols-2 gap-2 xl:grid-cols-4">
        <Way icon="print" word={t(busy ? "print.busy" : again ? "print.copy" : "print.print")} data-testid="receipt-print" disabled={busy} onClick={() => (printer ? bridge : dialog).mutate(undefined)} />
        <Way icon="qr" word={t("qr.show")} data-testid="receipt-qr-open" aria-expanded={open === "qr"} onClick={() => toggle("qr")} />
        <Way icon="mail" word={t("mail.mail")} data-testid="receipt-mail" aria-expanded={open === "mail"} onClick={() => toggle("mail")} />
        <Way icon="download" word={t("pdf.pdf")} data-testid="receipt-pdf" disabled={busy} onClick={() => pdf.mutate(undefined)} />
      </div>
      <p role="status" className="mt-2 text-lg font-semibold text-ok-ink empty:hidden" data-testid="printed">{bridge.isSuccess && t("print.done")}</p>
      <Refused error={dialog.error ?? pdf.error} />
      {bridge.isError && <PrinterRefused error={bridge.error} round={t("print.round")} onRound={() => dialog.mutate(undefined)} />}
      {open === "mail" && <Mail of={of} onClose={() => setOpen(null)} />}
      {open === "qr" && <OnPhone of={of} />}
      <div className="mt-3 min-h-96 flex-1 overflow-hidden rounded-xl border border-line bg-white">
        {answer.isError && !page ? <Failure error={answer.error} what={t("receipt")} onRetry={() => void answer.refetch()} />
          : page ? <iframe ref={frame} title={t("receipt")} data-testid="receipt" srcDoc={page} sandbox="allow-same-origin allow-modals" onLoad={dialog.loaded} className="size-full min-h-96 border-0" />
            : <Skeleton className="m-6 h-80" />}
      </div>
    </section>
  );
}
