import type { Metadata } from "next";
import { DeviceTable } from "@/components/device-table";

export const metadata: Metadata = { title: "Devices" };

export default function DevicesPage() {
  return <DeviceTable />;
}
