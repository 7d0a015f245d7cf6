"use client";

import { localDay } from "@/lib/format";
import { devices } from "@/lib/queries";
import type { Device } from "@/lib/types";
import { DataTable, type Column } from "./data-table";
import { EquipmentTabs } from "./page-head";
import { Paged } from "./paged";
import { useNow } from "@/live/live-provider";
import { Badge, Empty } from "./ui";

const EXPIRES_SOON_MS = 30 * 86_400_000;

function Certificate({ device }: { device: Device }) {
  const now = useNow(60_000);
  const left = device.expires_at === null ? Infinity : Date.parse(device.expires_at) - now;
  if (device.revoked_at) {
    return <><Badge tone="bad" icon="cross">Revoked</Badge><span className="mt-1 block text-sm text-ink-2">{localDay(device.revoked_at)}{device.revocation_reason ? `, ${device.revocation_reason}` : ""}</span></>;
  }
  if (left <= 0) return <Badge tone="bad" icon="cross">Expired</Badge>;
  if (left < EXPIRES_SOON_MS) return <Badge tone="warn" icon="warning">Expires soon</Badge>;
  return <Badge tone="ok" icon="check">Valid</Badge>;
}

const COLUMNS: readonly Column<Device>[] = [
  { title: "Site", cell: (device) => <span className="font-semibold whitespace-nowrap">{device.site}</span> },
  { title: "Device", cell: (device) => device.label || "–" },
  { title: "Certificate", cell: (device) => <Certificate device={device} /> },
  { title: "Enrolled", cell: (device) => localDay(device.enrolled_at) },
  { title: "Expires", cell: (device) => localDay(device.expires_at) },
  { title: "Serial number", cell: (device) => <code className="text-sm [overflow-wrap:anywhere]">{device.serial_number}</code> },
];

export function DeviceTable() {
  const empty = <Empty icon="link" title="No device has been enrolled">A site controller is enrolled with <code>make device site=…</code> or through the API.</Empty>;
  return (
    <>
      <EquipmentTabs />
      <h1 className="mb-4 text-2xl font-extrabold tracking-tight">Devices</h1>
      <Paged what="Devices" query={devices()} empty={empty}>
        {(rows) => <DataTable caption="Enrolled devices and their certificates" columns={COLUMNS} rows={rows} rowId={(device) => device.device_id} />}
      </Paged>
    </>
  );
}
