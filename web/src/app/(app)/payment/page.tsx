import type { Metadata } from "next";
import { Suspense } from "react";
import { Allowed } from "@/components/not-allowed";
import { PaymentPage } from "@/components/payments/payment-page";

export const metadata: Metadata = { title: "Card payment" };

export default function Page() {
  return (
    <Suspense>
      <Allowed operation="payments.read" page="payment"><PaymentPage /></Allowed>
    </Suspense>
  );
}
