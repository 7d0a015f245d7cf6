import type { Metadata } from "next";
import { Suspense } from "react";
import { Allowed } from "@/components/not-allowed";
import { ReadersPage } from "@/components/payments/readers-page";

export const metadata: Metadata = { title: "Card readers" };

export default function Page() {
  return (
    <Suspense>
      <Allowed operation="readers.read" page="readers"><ReadersPage /></Allowed>
    </Suspense>
  );
}
