import type { Metadata } from "next";
import { Suspense } from "react";
import { Allowed } from "@/components/not-allowed";
import { QuarantineTable } from "@/components/quarantine-table";

export const metadata: Metadata = { title: "Quarantine" };

export default function Page() {
  return (
    <Suspense>
      <Allowed operation="quarantine.read" title="Quarantine"><QuarantineTable /></Allowed>
    </Suspense>
  );
}
