import type { Metadata } from "next";
import { Suspense } from "react";
import { Allowed } from "@/components/not-allowed";
import { QuarantineList } from "@/components/devices/quarantine-list";

export const metadata: Metadata = { title: "Quarantine" };

export default function Page() {
  return (
    <Suspense>
      <Allowed operation="quarantine.read" page="quarantine"><QuarantineList /></Allowed>
    </Suspense>
  );
}
