"use client";

import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { useTranslations } from "use-intl";
import { isOver, standing } from "@/lib/card-flow";
import { idempotencyKey } from "@/lib/intent";
import { cancelPayment } from "@/lib/payment-actions";
import { payment as paymentQuery } from "@/lib/payment-queries";
import type { Payment } from "@/lib/payment-types";
import { useAction } from "@/lib/use-action";
import { CardProgress } from "./card-progress";
import { BigButton, Refused } from "./till-parts";

interface Props {
  paymentId: string;
  /** The money is held: the pump may be released now. Called once. */
  onApproved: (payment: Payment) => void;
  onEnded: () => void;
  /** Of the release. */
  busy: boolean;
  error: unknown;
  onRelease: () => void;
}

/** Nobody waits for it any more: whoever closes the dialog gives the customer's money free at once. */
function useGiveUpOnLeaving(paymentId: string, settled: boolean) {
  const open = useRef(true);
  useEffect(() => {
    open.current = !settled;
  }, [settled]);
  useEffect(() => () => {
    if (open.current) void cancelPayment(paymentId, "abandoned", idempotencyKey()).catch(() => undefined);
  }, [paymentId]);
}

/** A hold on the customer's card: as soon as it is approved, its pump is released. */
export function CardHold({ paymentId, onApproved, onEnded, busy, error, onRelease }: Props) {
  const t = useTranslations("till");
  const found = useQuery(paymentQuery(paymentId)).data;
  const now = found && standing(found);
  const claimed = useRef(false);
  const giveUp = useAction((_: undefined, key) => cancelPayment(paymentId, "requested_by_customer", key));
  useGiveUpOnLeaving(paymentId, busy || (found !== undefined && (isOver(found) || found.sale_id !== "")));
  useEffect(() => {
    if (now !== "approved" || claimed.current || !found) return;
    claimed.current = true;
    onApproved(found);
  }, [now, found, onApproved]);
  useEffect(() => {
    if (now === "ended") onEnded();
  }, [now, onEnded]);
  return (
    <CardProgress paymentId={paymentId} busy={giveUp.isPending} onGiveUp={busy ? undefined : () => giveUp.mutate(undefined)}>
      {busy && <p role="status" className="text-xl font-semibold">{t("card.releasing")}</p>}
      <Refused error={error ?? giveUp.error} />
      {error !== null && now === "approved" && !busy && <BigButton look="primary" onClick={onRelease} className="min-h-18 w-full">{t("card.releaseAgain")}</BigButton>}
    </CardProgress>
  );
}
