import type { Metadata } from "next";
import { Suspense } from "react";
import { Allowed } from "@/components/not-allowed";
import { BreaksPage } from "@/components/payments/breaks-page";

export const metadata: Metadata = { title: "Reconciliation" };

export default function Page() {
  return (
    <Suspense>
      <Allowed operation="finance.read" page="reconciliation"><BreaksPage /></Allowed>
    </Suspense>
  );
}
