import type { Metadata } from "next";
import { Suspense } from "react";
import { Allowed } from "@/components/not-allowed";
import { OfflineTillsPage } from "@/components/offline-tills/offline-tills-page";

export const metadata: Metadata = { title: "Offline tills" };

export default function Page() {
  return (
    <Suspense>
      <Allowed operation="sales.read" page="offlineTills"><OfflineTillsPage /></Allowed>
    </Suspense>
  );
}
