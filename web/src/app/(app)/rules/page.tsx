import type { Metadata } from "next";
import { Suspense } from "react";
import { Allowed } from "@/components/not-allowed";
import { RulesPage } from "@/components/rules/rules-page";

export const metadata: Metadata = { title: "Rules" };

export default function Page() {
  return (
    <Suspense>
      <Allowed operation="alert_rules.read" page="rules"><RulesPage /></Allowed>
    </Suspense>
  );
}
