import type { Metadata } from "next";
import { Suspense } from "react";
import { Allowed } from "@/components/not-allowed";
import { DiscrepanciesPage } from "@/components/settlement/discrepancies-page";

export const metadata: Metadata = { title: "Discrepancies" };

export default function Page() {
  return (
    <Suspense>
      <Allowed operation="settlement.read" page="discrepancies"><DiscrepanciesPage /></Allowed>
    </Suspense>
  );
}
