import type { Metadata } from "next";
import { Suspense } from "react";
import { Allowed } from "@/components/not-allowed";
import { SilencesPage } from "@/components/silences/silences-page";

export const metadata: Metadata = { title: "Silences" };

export default function Page() {
  return (
    <Suspense>
      <Allowed operation="alerts.read" page="silences"><SilencesPage /></Allowed>
    </Suspense>
  );
}
