import type { Metadata } from "next";
import { Suspense } from "react";
import { AlertsPage } from "@/components/alerts/alerts-page";
import { Allowed } from "@/components/not-allowed";

export const metadata: Metadata = { title: "Alerts" };

export default function Page() {
  return (
    <Suspense>
      <Allowed operation="alerts.read" page="alerts"><AlertsPage /></Allowed>
    </Suspense>
  );
}
