import type { Metadata } from "next";
import { Suspense } from "react";
import { Till } from "@/components/till/till";

export const metadata: Metadata = { title: "Till" };

export default function Page() {
  return (
    <Suspense>
      <Till />
    </Suspense>
  );
}
