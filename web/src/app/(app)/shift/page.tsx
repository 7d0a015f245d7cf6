import type { Metadata } from "next";
import { Suspense } from "react";
import { Allowed } from "@/components/not-allowed";
import { ShiftPage } from "@/components/shifts/shift-page";

export const metadata: Metadata = { title: "Shift" };

export default function Page() {
  return (
    <Suspense>
      <Allowed operation="shifts.read" page="shift"><ShiftPage /></Allowed>
    </Suspense>
  );
}
