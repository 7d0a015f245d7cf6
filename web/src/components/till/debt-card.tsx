"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { lastRefused, openCard, type CardWish } from "@/lib/card-flow";
import { cancelCardPayment, startDebtPayment } from "@/lib/payment-actions";
import type { Debt } from "@/lib/selling-types";
import { ticket } from "@/lib/till-queries";
import { useAction } from "@/lib/use-action";
import { CardProgress } from "./card-progress";
import { Refused, useTill } from "./till-parts";

const FOLLOW_MS = 2000;

/** A debt that a card pays: it is settled by the payments service, which is seen by asking. */
export function useDebtCard(debt: Debt, onPaid: (debt: Debt) => void) {
  const { shift } = useTill();
  const client = useQueryClient();
  const { data } = useQuery({ ...ticket(debt.sale_id), staleTime: 0, refetchInterval: ({ state }) => (state.data && openCard(state.data) ? FOLLOW_MS : false) });
  const refresh = () => client.invalidateQueries({ queryKey: ["ticket", debt.sale_id] });
  const ask = useAction(({ way }: CardWish, key) => startDebtPayment(debt.debt_id, shift.shift_id, way, key), { onSuccess: refresh });
  const giveUp = useAction((payment_id: string, key) => cancelCardPayment(debt.sale_id, payment_id, shift.shift_id, key), { onSuccess: refresh });
  const settled = data?.debt?.state === "SETTLED" ? data.debt : null;
  useEffect(() => {
    if (settled) onPaid(settled);
  }, [settled, onPaid]);
  const asked = { card_payments: data?.card_payments.filter((one) => one.for_debt) ?? [] };
  return { ask, giveUp, pending: openCard(asked)?.payment_id, refused: lastRefused(asked)?.payment_id };
}

/** While the card is being charged. */
export function DebtCard({ paymentId, giveUp }: { paymentId: string; giveUp: ReturnType<typeof useDebtCard>["giveUp"] }) {
  return (
    <>
      <Refused error={giveUp.error} />
      <CardProgress paymentId={paymentId} busy={giveUp.isPending} onGiveUp={() => giveUp.mutate(paymentId)} />
    </>
  );
}
