import type { Metadata } from "next";
import { Suspense } from "react";
import { Allowed } from "@/components/not-allowed";
import { TillList } from "@/components/admin/till-list";

export const metadata: Metadata = { title: "Tills" };

export default function Page() {
  return (
    <Suspense>
      <Allowed operation="tills.read" page="tills"><TillList /></Allowed>
    </Suspense>
  );
}
