import type { Metadata } from "next";
import { Suspense } from "react";
import { Allowed } from "@/components/not-allowed";
import { OnCallPage } from "@/components/on-call/on-call-page";

export const metadata: Metadata = { title: "On call" };

export default function Page() {
  return (
    <Suspense>
      <Allowed operation="on_call.read" page="onCall"><OnCallPage /></Allowed>
    </Suspense>
  );
}
