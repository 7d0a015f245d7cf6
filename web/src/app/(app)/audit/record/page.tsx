import type { Metadata } from "next";
import { Suspense } from "react";
import { Allowed } from "@/components/not-allowed";
import { AuditRecordPage } from "@/components/audit/audit-record";

export const metadata: Metadata = { title: "Audit record" };

export default function Page() {
  return (
    <Suspense>
      <Allowed operation="audit.read" page="auditRecord"><AuditRecordPage /></Allowed>
    </Suspense>
  );
}
