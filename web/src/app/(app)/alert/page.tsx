import type { Metadata } from "next";
import { Suspense } from "react";
import { AlertPage } from "@/components/alerts/alert-page";
import { Allowed } from "@/components/not-allowed";

export const metadata: Metadata = { title: "Alert" };

export default function Page() {
  return (
    <Suspense>
      <Allowed operation="alerts.read" page="alert"><AlertPage /></Allowed>
    </Suspense>
  );
}
