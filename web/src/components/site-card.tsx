"use client";

import Link from "next/link";
import { memo, useEffect, useRef, useState, type ReactNode } from "react";
import { gradeName } from "@/lib/equipment";
import { percent } from "@/lib/format";
import { isFuelling } from "@/lib/ifsf";
import { sitePath } from "@/lib/navigation";
import { fillLevel, tankFigures } from "@/lib/tank-geometry";
import type { Site } from "@/lib/types";
import { useAlerts, useController, useLiveValue, useTank } from "@/live/live-provider";
import { useSiteSeeds } from "@/live/seed";
import { key, type LiveStore } from "@/live/store";
import { withReading } from "@/live/state";
import { ControllerBadge } from "./controller-status";
import { PumpStrip } from "./pump-strip";
import { usePumpCount } from "./pump-summary";
import { Badge } from "./ui";

function fraction(store: LiveStore, site: Site, number: number): number | null {
  const config = site.tanks.find((tank) => tank.number === number);
  return config ? tankFigures(withReading(config, store.get("tank", key.tank(site.site_id, number)))).fillFraction : null;
}

/** Number of the tank with the least in it, 0 while nothing has been read. */
function useLowestTank(site: Site): number {
  const names = site.tanks.map((tank) => key.tank(site.site_id, tank.number));
  return useLiveValue(names, (store) => {
    const read = site.tanks.map((tank) => ({ number: tank.number, fill: fraction(store, site, tank.number) })).filter((tank) => tank.fill !== null);
    return read.sort((a, b) => (a.fill ?? 0) - (b.fill ?? 0))[0]?.number ?? 0;
  });
}

/** Cards out of sight ask nothing. */
function useSeen() {
  const ref = useRef<HTMLAnchorElement>(null);
  const [seen, setSeen] = useState(false);
  useEffect(() => {
    const observer = new IntersectionObserver((entries) => entries.some((entry) => entry.isIntersecting) && setSeen(true), { rootMargin: "200px" });
    if (ref.current) observer.observe(ref.current);
    return () => observer.disconnect();
  }, []);
  return { ref, seen };
}

function Row({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex min-h-11 items-center justify-between gap-3 border-t border-line">
      <dt className="text-ink-2">{name}</dt>
      <dd className="text-right font-semibold">{children}</dd>
    </div>
  );
}

function OpenAlerts({ site }: { site: string }) {
  const alerts = useAlerts(site);
  if (!alerts) return <>–</>;
  if (alerts.length === 0) return <Badge tone="idle" icon="check">None</Badge>;
  const critical = alerts.some((alert) => alert.severity === "CRITICAL");
  return <Badge tone={critical ? "bad" : "warn"} icon="warning">{alerts.length} open{critical ? ", critical" : ""}</Badge>;
}

function LowestTank({ site }: { site: Site }) {
  const lowest = useLowestTank(site);
  const reading = useTank(site.site_id, lowest);
  const config = site.tanks.find((tank) => tank.number === lowest);
  if (!config) return <>–</>;
  const { fillFraction } = tankFigures(withReading(config, reading));
  const low = fillLevel(fillFraction) === "low";
  return (
    <span className="flex items-center gap-2">
      <span className="text-right leading-tight"><span className="block max-w-36 truncate text-sm font-normal text-ink-2">{lowest} {gradeName(site, config.grade_id)}</span></span>
      {low ? <Badge tone="warn" icon="warning">{percent(fillFraction)}</Badge> : <span className="text-lg">{percent(fillFraction)}</span>}
    </span>
  );
}

export const SiteCard = memo(function SiteCard({ site }: { site: Site }) {
  const { ref, seen } = useSeen();
  const seeds = useSiteSeeds(site, seen);
  const controller = useController(site.site_id);
  const fuelling = usePumpCount(site, isFuelling);
  const offline = controller?.online === false;
  return (
    <Link ref={ref} href={sitePath(site.site_id)} data-testid={`site-${site.site_id}`}
      className="block h-full rounded-xl border border-line bg-surface px-5 py-4 hover:border-accent">
      <h2 className="truncate text-xl font-bold">{site.name}</h2>
      <p className="mb-3 text-sm text-ink-2">{site.site_id}</p>
      <div className="mb-3"><ControllerBadge controller={controller} known={!seeds.controller.isPending} zone={site.time_zone} /></div>
      <dl>
        <Row name="Open alerts"><OpenAlerts site={site.site_id} /></Row>
        <Row name="Pumps fuelling">
          {offline ? <span className="font-normal text-ink-2">not known</span> : <span className="text-lg">{fuelling} <span className="text-base font-normal text-ink-2">of {site.pumps.length}</span></span>}
        </Row>
        <Row name="Lowest tank"><LowestTank site={site} /></Row>
      </dl>
      <PumpStrip site={site} current={!offline} />
      {seeds.pumps.isError && <p className="border-t border-line py-2 text-sm font-semibold text-bad-ink">Some values could not be loaded.</p>}
    </Link>
  );
});
