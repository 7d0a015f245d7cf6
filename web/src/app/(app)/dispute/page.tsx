import type { Metadata } from "next";
import { Suspense } from "react";
import { Allowed } from "@/components/not-allowed";
import { DisputePage } from "@/components/payments/dispute-page";

export const metadata: Metadata = { title: "Dispute" };

export default function Page() {
  return (
    <Suspense>
      <Allowed operation="disputes.read" page="dispute"><DisputePage /></Allowed>
    </Suspense>
  );
}
