"use client";

import { useEffect } from "react";
import { useTranslations } from "use-intl";
import { money } from "@/lib/format";
import { isElsewhere } from "@/lib/till-keys";
import { contentOf, type Operation, type Snapshot } from "@/offline/types";
import { Icon } from "../icon";
import { BigButton, FocusedHeading } from "../till/till-parts";
import { isDialogOpen } from "../till/use-till-keys";
import { OfflineReceipt } from "./offline-receipt";

/** The cash is in the drawer and it is written down: the change, the receipt, the next customer. */
export function OfflinePaid({ snapshot, operation, onNext }: { snapshot: Snapshot; operation: Operation; onNext: () => void }) {
  const t = useTranslations("offline");
  const content = contentOf(operation);
  const change = "change_minor" in content ? content.change_minor : 0;
  const total = "total_minor" in content ? content.total_minor : content.amount_minor;
  useEffect(() => {
    const keyDown = (event: KeyboardEvent) => {
      if (isDialogOpen()) return;
      if ((event.key === "Enter" && !isElsewhere(event)) || event.key === "Escape") onNext();
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
        <BigButton data-testid="offline-print" onClick={() => window.print()} className="w-full"><Icon name="print" className="size-6" />{t("paid.print")}</BigButton>
      </div>
      <OfflineReceipt site={snapshot.site} content={content} hash={operation.hash} />
    </div>
  );
}
