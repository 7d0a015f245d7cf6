import type { Metadata } from "next";
import { Suspense } from "react";
import { Allowed } from "@/components/not-allowed";
import { ReceiptsPage } from "@/components/receipts/receipt-list";

export const metadata: Metadata = { title: "Receipts" };

export default function Page() {
  return (
    <Suspense>
      <Allowed operation="sales.read" page="receipts"><ReceiptsPage /></Allowed>
    </Suspense>
  );
}
