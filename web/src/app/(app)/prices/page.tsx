import type { Metadata } from "next";
import { Suspense } from "react";
import { Allowed } from "@/components/not-allowed";
import { PricesPage } from "@/components/prices/prices-page";

export const metadata: Metadata = { title: "Prices" };

export default function Page() {
  return (
    <Suspense>
      <Allowed operation="prices.read" page="prices"><PricesPage /></Allowed>
    </Suspense>
  );
}
