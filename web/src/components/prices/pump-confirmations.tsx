import { clock, stamp } from "@/lib/format";
import type { PumpPrices } from "@/lib/selling-types";
import { sentence } from "@/lib/selling-words";
import type { Site } from "@/lib/types";
import { Badge, Empty, SectionTitle, TONE_EDGE } from "../ui";
import { ResendButton } from "./resend-button";

function attempts({ attempts: count, next_attempt_at: next }: PumpPrices, zone: string): string {
  const tried = count === 0 ? "not tried yet" : count === 1 ? "tried once" : `tried ${count} times`;
  return next ? `${tried}, again at ${clock(next, zone)}` : tried;
}

function PumpTile({ site, pump }: { site: Site; pump: PumpPrices }) {
  const confirmed = pump.confirmed_at !== null;
  return (
    <li data-testid={`pump-prices-${pump.pump}`} data-confirmed={confirmed} className={`rounded-xl border border-l-4 border-line bg-surface px-4 py-3 ${TONE_EDGE[confirmed ? "ok" : "bad"]}`}>
      <p className="mb-1 flex flex-wrap items-center justify-between gap-2">
        <span className="font-bold">Pump {pump.pump}</span>
        {confirmed ? <Badge tone="ok" icon="check">Confirmed</Badge> : <Badge tone="bad" icon="warning">Not confirmed</Badge>}
      </p>
      {pump.confirmed_at !== null && <p className="text-sm text-ink-2">Set {pump.price_set}, {stamp(pump.confirmed_at, site.time_zone)}</p>}
      {!confirmed && (
        <>
          <p className="font-semibold text-bad-ink">{pump.closed ? "Closed, not for sale" : "Not for sale"}{pump.reason && `: ${sentence(pump.reason).toLowerCase()}`}</p>
          <p className="mb-2 text-sm text-ink-2">Set {pump.price_set}, {attempts(pump, site.time_zone)}</p>
        </>
      )}
      <p className="mt-2"><ResendButton site={site.site_id} pump={pump.pump} text="Resend" /></p>
    </li>
  );
}

/** Which pump has said that its next delivery is at the set in force; those that have not first. */
export function PumpConfirmations({ site, pumps }: { site: Site; pumps: readonly PumpPrices[] }) {
  const sorted = [...pumps].sort((a, b) => Number(a.confirmed_at !== null) - Number(b.confirmed_at !== null) || a.pump - b.pump);
  return (
    <section aria-labelledby="pumps-title">
      <SectionTitle id="pumps-title">Pumps</SectionTitle>
      {pumps.length > 0
        ? <ul className="grid grid-cols-[repeat(auto-fill,minmax(15rem,1fr))] gap-3">{sorted.map((pump) => <PumpTile key={pump.pump} site={site} pump={pump} />)}</ul>
        : <Empty icon="nozzle" title="Nothing was sent to a pump yet">As soon as prices are in force each pump gets its own.</Empty>}
    </section>
  );
}
