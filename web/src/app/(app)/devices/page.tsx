import type { Metadata } from "next";
import { Suspense } from "react";
import { Allowed } from "@/components/not-allowed";
import { DeviceTable } from "@/components/device-table";

export const metadata: Metadata = { title: "Devices" };

export default function Page() {
  return (
    <Suspense>
      <Allowed operation="devices.read" title="Devices"><DeviceTable /></Allowed>
    </Suspense>
  );
}
