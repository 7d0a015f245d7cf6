import type { Metadata } from "next";
import { Suspense } from "react";
import { Allowed } from "@/components/not-allowed";
import { ApiKeyList } from "@/components/admin/api-key-list";

export const metadata: Metadata = { title: "API keys" };

export default function Page() {
  return (
    <Suspense>
      <Allowed operation="api_keys.read" page="apiKeys"><ApiKeyList /></Allowed>
    </Suspense>
  );
}
