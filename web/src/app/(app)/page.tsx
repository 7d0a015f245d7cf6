import { Suspense } from "react";
import { NetworkPage } from "@/components/network/network-page";
import { Allowed } from "@/components/not-allowed";

export default function SitesPage() {
  return (
    <Suspense>
      <Allowed operation="sites.read" page="sites"><NetworkPage /></Allowed>
    </Suspense>
  );
}
