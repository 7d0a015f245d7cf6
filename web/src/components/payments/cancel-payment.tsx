"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { canGiveUp } from "@/lib/card-flow";
import { money } from "@/lib/format";
import { cancelPayment } from "@/lib/payment-actions";
import type { Payment } from "@/lib/payment-types";
import { useAction } from "@/lib/use-action";
import { usePermissions } from "@/session/use-me";
import { Confirm } from "../dialog";

/** For who takes payments, while nothing was taken and no sale has claimed it. */
export function CancelPayment({ payment }: { payment: Payment }) {
  const t = useTranslations("money");
  const client = useQueryClient();
  const { may } = usePermissions();
  const cancel = useAction((id: string, key) => cancelPayment(id, "requested_by_customer", key), {
    onSuccess: () => Promise.all(["payment", "payments"].map((key) => client.invalidateQueries({ queryKey: [key] }))),
  });
  if (!canGiveUp(payment) || !may("payments.take", payment.site)) return null;
  return (
    <Confirm text={t("cancel.do")} title={t("cancel.title")} busy={cancel.isPending} error={cancel.error} onConfirm={(close) => cancel.mutate(payment.payment_id, { onSuccess: close })} onClosed={cancel.reset} testId="payment-cancel">
      {payment.state === "AUTHORISED" ? t("cancel.textHeld", { amount: money(payment.approved_minor, payment.currency) }) : t("cancel.text")}
    </Confirm>
  );
}
