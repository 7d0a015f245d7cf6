import type { Metadata } from "next";
import { Suspense } from "react";
import { Allowed } from "@/components/not-allowed";
import { SalesPage } from "@/components/sales/sales-page";

export const metadata: Metadata = { title: "Sales" };

export default function Page() {
  return (
    <Suspense>
      <Allowed operation="sales.read" page="sales"><SalesPage /></Allowed>
    </Suspense>
  );
}
