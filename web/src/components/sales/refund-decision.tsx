"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { useTranslations } from "use-intl";
import { money } from "@/lib/format";
import { approveRefund, declineRefund } from "@/lib/selling-actions";
import type { Refund } from "@/lib/selling-types";
import { useAction } from "@/lib/use-action";
import { usePermissions } from "@/session/use-me";
import { Dialog, DialogButtons } from "../dialog";
import { FormError, Submit, textOf } from "../form";
import { Button } from "../ui";
import { ReasonDialog } from "./reason-dialog";
import { whereTo } from "./refund-words";
import { NoShift, ShiftChoice, useOwnShifts } from "./shift-choice";

function useRefundChanged() {
  const client = useQueryClient();
  return () => Promise.all(["sale", "sales", "refunds", "receipts", "x-report"].map((key) => client.invalidateQueries({ queryKey: [key] })));
}

function ApproveForm({ refund, onClose }: { refund: Refund; onClose: () => void }) {
  const t = useTranslations("trade");
  const changed = useRefundChanged();
  const shifts = useOwnShifts(refund.site);
  const approve = useAction(({ shift }: { shift: string }, key) => approveRefund(refund.refund_id, shift, key), { onSuccess: () => changed().then(onClose) });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    approve.mutate({ shift: textOf(new FormData(event.currentTarget), "shift") });
  };
  if (shifts?.length === 0) return <><NoShift what="refund" /><DialogButtons onCancel={onClose}>{null}</DialogButtons></>;
  return (
    <form onSubmit={submit} className="space-y-4">
      <p className="text-ink-2">{t.rich(refund.tender_kind === "CASH" ? "refund.cash" : "refund.back", { amount: money(refund.amount_minor, refund.currency), where: whereTo(refund), name: refund.requested_by, reason: refund.reason, b: (words) => <strong className="text-ink">{words}</strong> })}</p>
      <ShiftChoice shifts={shifts ?? []} />
      <FormError error={approve.error} />
      <DialogButtons onCancel={onClose}><Submit busy={approve.isPending || !shifts} busyText={t("oneMoment")} testId="refund-approve-now">{t("approve")}</Submit></DialogButtons>
    </form>
  );
}

/** Approve or decline, for who may. */
export function RefundDecision({ refund }: { refund: Refund }) {
  const t = useTranslations("trade");
  const { may } = usePermissions();
  const changed = useRefundChanged();
  const [approving, setApproving] = useState(false);
  const decline = useAction((reason: string, key) => declineRefund(refund.refund_id, reason, key), { onSuccess: changed });
  if (refund.state !== "REQUESTED" || !may("sales.approve", refund.site)) return null;
  return (
    <span className="flex flex-wrap gap-2">
      <Button primary onClick={() => setApproving(true)} data-testid={`refund-approve-${refund.refund_id}`}>{t("approve")}</Button>
      <ReasonDialog text={t("refund.decline")} title={t("refund.declineTitle")} label={t("why")} field="reason" busy={decline.isPending} error={decline.error} onClosed={decline.reset}
        onSubmit={(reason, close) => decline.mutate(reason, { onSuccess: close })}>
        {t("refund.declining", { amount: money(refund.amount_minor, refund.currency), where: whereTo(refund), name: refund.requested_by, reason: refund.reason })}
      </ReasonDialog>
      {approving && <Dialog title={t("refund.approveTitle")} onClose={() => setApproving(false)}><ApproveForm refund={refund} onClose={() => setApproving(false)} /></Dialog>}
    </span>
  );
}
