"use client";

/** What the screens of card payments are made of. */

import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { withQuery } from "@/lib/api";
import type { Payment } from "@/lib/payment-types";
import { PAYMENT_STATES } from "@/lib/payment-words";
import { LookBadge } from "../sales/parts";
import { Badge } from "../ui";

export const paymentPath = (id: string) => withQuery("/payment/", { id });
export const disputePath = (id: string) => withQuery("/dispute/", { id });
export const readersPath = (site: string) => withQuery("/readers/", { site });

/** Never to be overlooked: this is no real money. */
export function TestMark() {
  const t = useTranslations("cards");
  return <Badge tone="warn" icon="warning">{t.rich("testMark", { more: (shown: ReactNode) => <span className="sr-only">{shown}</span> })}</Badge>;
}

export function PaymentState({ payment }: { payment: Pick<Payment, "state" | "open_question" | "disputed"> }) {
  const t = useTranslations("money");
  return (
    <span className="flex flex-wrap gap-1.5">
      <LookBadge look={PAYMENT_STATES[payment.state]} />
      {payment.open_question !== "" && <Badge tone="warn" icon="question">{t("notCertain")}</Badge>}
      {payment.disputed && <Badge tone="bad" icon="bell">{t("payment.disputed")}</Badge>}
    </span>
  );
}
