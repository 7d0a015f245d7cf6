import type { Metadata } from "next";
import { Suspense } from "react";
import { Allowed } from "@/components/not-allowed";
import { SalePage } from "@/components/sales/sale-page";

export const metadata: Metadata = { title: "Sale" };

export default function Page() {
  return (
    <Suspense>
      <Allowed operation="sales.read" page="sale"><SalePage /></Allowed>
    </Suspense>
  );
}
