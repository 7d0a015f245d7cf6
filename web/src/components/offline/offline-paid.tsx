"use client";

import { useEffect } from "react";
import { useTranslations } from "use-intl";
import { isDialogOpen } from "@/lib/dialogs";
import { money } from "@/lib/format";
import { offlinePaper, offlineReceipt } from "@/offline/receipt";
import { contentOf, type Operation, type Snapshot } from "@/offline/types";
import { Icon } from "../icon";
import { PaperButton } from "../pos-handout/paper-button";
import { usePaper } from "../pos-handout/use-paper";
import { BigButton, FocusedHeading } from "../till/till-parts";
import { useEnter } from "../till/use-till-keys";
import { OfflineReceipt } from "./offline-receipt";

/** The cash is in the drawer and it is written down: the change, the receipt, the next customer. */
export function OfflinePaid({ snapshot, operation, onScan, onNext }: { snapshot: Snapshot; operation: Operation; onScan: (barcode: string) => void; onNext: () => void }) {
  const t = useTranslations("offline");
  const handout = useTranslations("handout");
  const content = contentOf(operation);
  const receipt = offlineReceipt(t, snapshot.site, operation);
  const markOf = (copy: number) => (copy > 0 ? handout("copyMark", { number: String(copy) }) : "");
  const paper = usePaper((copy) => offlinePaper(receipt, t("receipt.title"), markOf(copy)), operation.operation_id);
  const change = "change_minor" in content ? content.change_minor : 0;
  const total = "total_minor" in content ? content.total_minor : content.amount_minor;
  useEnter({ onEnter: onNext, onScan });
  useEffect(() => {
    const keyDown = (event: KeyboardEvent) => {
      if (event.key === "Escape" && !isDialogOpen()) onNext();
    };
    window.addEventListener("keydown", keyDown);
    return () => window.removeEventListener("keydown", keyDown);
  }, [onNext]);
  return (
    <div data-testid="offline-paid" className="grid gap-5 lg:grid-cols-2">
      <div className="flex flex-col gap-4 print:hidden">
        <div role="status" className="space-y-4">
          <FocusedHeading className="flex items-center gap-3 text-3xl font-extrabold"><Icon name="check" className="size-10" />{t("paid.title", { amount: money(total, content.currency) })}</FocusedHeading>
          {change > 0
            ? <p className="rounded-2xl bg-ok-bg px-6 py-7 text-center text-ok-ink"><span className="block text-2xl font-bold">{t("paid.change")}</span><strong data-testid="offline-change" className="text-7xl font-extrabold tabular-nums">{money(change, content.currency)}</strong></p>
            : <p className="text-2xl font-semibold text-ink-2">{t("paid.noChange")}</p>}
        </div>
        <p className="text-lg text-ink-2">{t("paid.kept")}</p>
        <BigButton look="primary" data-testid="offline-next" onClick={onNext} className="min-h-20 w-full text-2xl!">{t("paid.next")}</BigButton>
        <PaperButton paper={paper} word={paper.printed > 0 ? handout("print.copy") : t("paid.print")} round={handout("print.round")} testId="offline-print" />
      </div>
      <OfflineReceipt receipt={receipt} mark={markOf(paper.printed)} />
    </div>
  );
}
