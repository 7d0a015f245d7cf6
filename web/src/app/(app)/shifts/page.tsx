import type { Metadata } from "next";
import { Suspense } from "react";
import { Allowed } from "@/components/not-allowed";
import { ShiftsPage } from "@/components/shifts/shifts-page";

export const metadata: Metadata = { title: "Shifts" };

export default function Page() {
  return (
    <Suspense>
      <Allowed operation="shifts.read" page="shifts"><ShiftsPage /></Allowed>
    </Suspense>
  );
}
