import type { Metadata } from "next";
import { Suspense } from "react";
import { Allowed } from "@/components/not-allowed";
import { ConfigurationPage } from "@/components/site-configuration/configuration-page";

export const metadata: Metadata = { title: "Site configuration" };

export default function Page() {
  return (
    <Suspense>
      <Allowed operation="sites.configure" page="siteConfiguration"><ConfigurationPage /></Allowed>
    </Suspense>
  );
}
