"use client";

import { useTranslations } from "use-intl";
import { money } from "@/lib/format";
import { unlockSale } from "@/lib/till-actions";
import { problemWords } from "@/lib/till-words";
import type { SaleLive } from "@/live/sales";
import { Dialog } from "../dialog";
import { useApproval } from "./approval";
import { BigButton, useSaleAction } from "./till-parts";

/** Another till has the ticket: who, and how a supervisor takes it away. */
export function Elsewhere({ sale, error, onClose }: { sale: SaleLive; error: Error; onClose: () => void }) {
  const t = useTranslations("pos");
  const approval = useApproval();
  const amount = money(sale.due_minor, sale.currency);
  const unlock = useSaleAction((approved: string | undefined, intent: string) => unlockSale(sale.sale_id, "", intent, approved), { onDone: onClose, quiet: true });
  const take = () => approval.begin({ target: `sale/${sale.sale_id}`, words: t("elsewhere.words", { amount }) }, unlock.run);
  return (
    <Dialog title={sale.pump > 0 ? t("elsewhere.pump", { pump: String(sale.pump), amount }) : t("elsewhere.shop", { amount })} onClose={onClose} testId="elsewhere">
      <p className="text-xl font-semibold">{problemWords(error)}</p>
      {unlock.error && <p role="alert" className="mt-2 font-semibold text-bad-ink">{problemWords(unlock.error)}</p>}
      <div className="mt-5 flex flex-wrap justify-end gap-2">
        <BigButton disabled={unlock.busy} onClick={take} data-testid="take-away">{t("elsewhere.take")}</BigButton>
        <BigButton look="primary" onClick={onClose}>{t("elsewhere.leave")}</BigButton>
      </div>
      {approval.dialog}
    </Dialog>
  );
}
