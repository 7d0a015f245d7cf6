import type { Metadata } from "next";
import { Suspense } from "react";
import { Allowed } from "@/components/not-allowed";
import { DeviceList } from "@/components/devices/device-list";

export const metadata: Metadata = { title: "Devices" };

export default function Page() {
  return (
    <Suspense>
      <Allowed operation="devices.read" page="devices"><DeviceList /></Allowed>
    </Suspense>
  );
}
