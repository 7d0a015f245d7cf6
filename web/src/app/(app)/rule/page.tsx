import type { Metadata } from "next";
import { Suspense } from "react";
import { Allowed } from "@/components/not-allowed";
import { RulePage } from "@/components/rules/rule-page";

export const metadata: Metadata = { title: "Rule" };

export default function Page() {
  return (
    <Suspense>
      <Allowed operation="alert_rules.read" page="rule"><RulePage /></Allowed>
    </Suspense>
  );
}
