import type { Metadata } from "next";
import { Suspense } from "react";
import { Allowed } from "@/components/not-allowed";
import { AuditSearch } from "@/components/audit/audit-search";

export const metadata: Metadata = { title: "Audit" };

export default function Page() {
  return (
    <Suspense>
      <Allowed operation="audit.read" page="audit"><AuditSearch /></Allowed>
    </Suspense>
  );
}
