"use client";

/** What the screens of card payments are made of. */

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
  return <Badge tone="warn" icon="warning">TEST<span className="sr-only">: no real money</span></Badge>;
}

export function PaymentState({ payment }: { payment: Pick<Payment, "state" | "open_question" | "disputed"> }) {
  return (
    <span className="flex flex-wrap gap-1.5">
      <LookBadge look={PAYMENT_STATES[payment.state]} />
      {payment.open_question !== "" && <Badge tone="warn" icon="question">Not known for certain</Badge>}
      {payment.disputed && <Badge tone="bad" icon="bell">Disputed</Badge>}
    </span>
  );
}
