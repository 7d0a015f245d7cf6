"use client";

import { clock, stamp } from "@/lib/format";
import type { PumpPrices } from "@/lib/selling-types";
import { sentence } from "@/lib/selling-words";
import type { Site } from "@/lib/types";
import { usePermissions } from "@/session/use-me";
import { DataTable, type Column } from "../data-table";
import { Badge, Empty, SectionTitle } from "../ui";
import { ResendButton } from "./resend-button";

function Confirmation({ pump, zone }: { pump: PumpPrices; zone: string }) {
  if (pump.confirmed_at) return <><Badge tone="ok" icon="check">Confirmed</Badge><span className="mt-1 block text-sm text-ink-2">{stamp(pump.confirmed_at, zone)}</span></>;
  return <><Badge tone="bad" icon="warning">Not confirmed</Badge><span className="mt-1 block text-sm font-semibold text-bad-ink">{pump.reason ? sentence(pump.reason) : "not tried yet"}</span></>;
}

function Attempts({ pump, zone }: { pump: PumpPrices; zone: string }) {
  if (pump.confirmed_at) return <span className="text-ink-2">–</span>;
  return <>{pump.attempts === 1 ? "once" : `${pump.attempts} times`}{pump.next_attempt_at && <span className="block text-sm text-ink-2">again at {clock(pump.next_attempt_at, zone)}</span>}</>;
}

function columns(site: Site, manage: boolean): readonly Column<PumpPrices>[] {
  return [
    { title: "Pump", cell: (pump) => <span data-testid={`pump-prices-${pump.pump}`} data-confirmed={pump.confirmed_at !== null} className="font-semibold">Pump {pump.pump}</span> },
    { title: "Price set", cell: (pump) => pump.price_set },
    { title: "Confirmation", cell: (pump) => <Confirmation pump={pump} zone={site.time_zone} /> },
    { title: "For sale", cell: (pump) => (pump.confirmed_at ? "yes" : <span className="font-semibold text-bad-ink">no{pump.closed ? ", closed" : ""}</span>) },
    { title: "Tried", cell: (pump) => <Attempts pump={pump} zone={site.time_zone} /> },
    ...(manage ? [{ title: "", cell: (pump: PumpPrices) => <span className="flex md:justify-end"><ResendButton site={site.site_id} pump={pump.pump} text="Resend" /></span> }] : []),
  ];
}

/** Which pump has said that its next delivery is at the set in force. */
export function PumpConfirmations({ site, pumps }: { site: Site; pumps: readonly PumpPrices[] }) {
  const { may } = usePermissions();
  return (
    <section aria-labelledby="pumps-title">
      <SectionTitle id="pumps-title">Pumps</SectionTitle>
      {pumps.length > 0
        ? <DataTable caption="What each pump has confirmed" columns={columns(site, may("prices.manage", site.site_id))} rows={pumps} rowId={(pump) => String(pump.pump)} />
        : <Empty icon="nozzle" title="Nothing was sent to a pump yet">As soon as prices are in force each pump gets its own.</Empty>}
    </section>
  );
}
