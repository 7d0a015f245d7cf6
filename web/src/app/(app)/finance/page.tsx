import type { Metadata } from "next";
import { Suspense } from "react";
import { Allowed } from "@/components/not-allowed";
import { FinancePage } from "@/components/payments/finance-page";

export const metadata: Metadata = { title: "Finance" };

export default function Page() {
  return (
    <Suspense>
      <Allowed operation="finance.read" page="finance"><FinancePage /></Allowed>
    </Suspense>
  );
}
