import type { Metadata } from "next";
import { Suspense } from "react";
import { Allowed } from "@/components/not-allowed";
import { AreaList } from "@/components/admin/area-list";

export const metadata: Metadata = { title: "Areas" };

export default function Page() {
  return (
    <Suspense>
      <Allowed operation="areas.read" page="areas"><AreaList /></Allowed>
    </Suspense>
  );
}
