import type { Metadata } from "next";
import { Suspense } from "react";
import { Allowed } from "@/components/not-allowed";
import { DisputesPage } from "@/components/payments/disputes-page";

export const metadata: Metadata = { title: "Disputes" };

export default function Page() {
  return (
    <Suspense>
      <Allowed operation="disputes.read" page="disputes"><DisputesPage /></Allowed>
    </Suspense>
  );
}
