import type { Metadata } from "next";
import { Suspense } from "react";
import { SitePage } from "@/components/site-page";

export const metadata: Metadata = { title: "Forecourt" };

export default function Page() {
  return (
    <Suspense>
      <SitePage />
    </Suspense>
  );
}
