import type { Metadata } from "next";
import { Suspense } from "react";
import { Allowed } from "@/components/not-allowed";
import { PaymentsPage } from "@/components/payments/payments-page";

export const metadata: Metadata = { title: "Card payments" };

export default function Page() {
  return (
    <Suspense>
      <Allowed operation="payments.read" page="payments"><PaymentsPage /></Allowed>
    </Suspense>
  );
}
