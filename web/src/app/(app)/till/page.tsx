import type { Metadata } from "next";
import { Suspense } from "react";
import { Allowed } from "@/components/not-allowed";
import { Till } from "@/components/till/till";

export const metadata: Metadata = { title: "Till" };

export default function Page() {
  return (
    <Suspense>
      <Allowed operation="sales.sell" title="Till"><Till /></Allowed>
    </Suspense>
  );
}
