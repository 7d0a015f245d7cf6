import type { Metadata } from "next";
import { Suspense } from "react";
import { Allowed } from "@/components/not-allowed";
import { SettlementPage } from "@/components/settlement/settlement-page";

export const metadata: Metadata = { title: "Settlement" };

export default function Page() {
  return (
    <Suspense>
      <Allowed operation="settlement.read" page="settlement"><SettlementPage /></Allowed>
    </Suspense>
  );
}
