"use client";

import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { gradeName } from "@/lib/equipment";
import { percent } from "@/lib/format";
import { offlineDevices } from "@/lib/site-queries";
import { fillLevel, tankFigures } from "@/lib/tank-geometry";
import { daysOfStock, daysText, stockBasis, stockLevel } from "@/lib/tank-stock";
import type { Site, TankStock } from "@/lib/types";
import { useAlerts, useLiveValue, useTank } from "@/live/live-provider";
import { withReading } from "@/live/state";
import { key, type LiveStore } from "@/live/store";
import { useStock } from "@/live/use-stock";
import { usePermissions } from "@/session/use-me";
import { Badge } from "../ui";

/** What is out of sight asks nothing. */
export function useSeen<E extends Element>() {
  const ref = useRef<E>(null);
  const [seen, setSeen] = useState(false);
  useEffect(() => {
    const observer = new IntersectionObserver((entries) => entries.some((entry) => entry.isIntersecting) && setSeen(true), { rootMargin: "200px" });
    if (ref.current) observer.observe(ref.current);
    return () => observer.disconnect();
  }, []);
  return { ref, seen };
}

export function OpenAlerts({ site }: { site: string }) {
  const t = useTranslations("sites");
  const alerts = useAlerts(site);
  if (!alerts) return <>–</>;
  if (alerts.length === 0) return <Badge tone="idle" icon="check">{t("alerts.none")}</Badge>;
  const critical = alerts.some((alert) => alert.severity === "CRITICAL");
  return <Badge tone={critical ? "bad" : "warn"} icon="warning">{t(critical ? "alerts.openCritical" : "alerts.open", { count: alerts.length })}</Badge>;
}

/** The one that lasts least; where that is not known, the one with the least in it. */
function rank(store: LiveStore, site: Site, number: number, stock: ReadonlyMap<number, TankStock>): number | null {
  const config = site.tanks.find((tank) => tank.number === number);
  if (!config) return null;
  const tank = withReading(config, store.get("tank", key.tank(site.site_id, number)));
  const { fillFraction } = tankFigures(tank);
  const days = daysOfStock(tank, stock.get(number));
  return fillFraction === null ? null : days ?? 1000 + fillFraction;
}

/** Number of the tank, 0 while nothing has been read. */
function useLowestTank(site: Site, stock: ReadonlyMap<number, TankStock>): number {
  const names = site.tanks.map((tank) => key.tank(site.site_id, tank.number));
  return useLiveValue(names, (store) => {
    const ranked = site.tanks.map(({ number }) => ({ number, rank: rank(store, site, number, stock) })).filter((tank) => tank.rank !== null);
    return ranked.sort((a, b) => a.rank! - b.rank!)[0]?.number ?? 0;
  });
}

export function LowestStock({ site, seen = true }: { site: Site; seen?: boolean }) {
  const t = useTranslations("sites");
  const stock = useStock(site, seen);
  const lowest = useLowestTank(site, stock);
  const reading = useTank(site.site_id, lowest);
  const config = site.tanks.find((tank) => tank.number === lowest);
  if (!config) return <>–</>;
  const tank = withReading(config, reading);
  const { fillFraction } = tankFigures(tank);
  const days = daysOfStock(tank, stock.get(lowest));
  const level = stockLevel(days);
  const text = days === null ? percent(fillFraction) : t("stock.fill", { fill: percent(fillFraction), days: daysText(days) });
  const low = fillLevel(fillFraction) === "low" || level === "late" || level === "soon";
  return (
    <span className="flex items-center justify-end gap-2 phone:justify-start" title={stockBasis(stock.get(lowest))}>
      <span className="max-w-36 truncate text-sm leading-tight font-normal text-ink-2">{lowest} {gradeName(site, config.grade_id)}</span>
      {low ? <Badge tone={level === "late" ? "bad" : "warn"} icon="warning">{text}</Badge> : <span className="whitespace-nowrap">{text}</span>}
    </span>
  );
}

/** What its tills did offline and have not sent, as far as they have said. */
export function NotSent({ site, seen = true }: { site: Site; seen?: boolean }) {
  const t = useTranslations("sites");
  const { may } = usePermissions();
  const devices = useQuery({ ...offlineDevices(site.site_id), enabled: seen && may("sales.read", site.site_id) }).data?.items;
  if (!devices) return <>–</>;
  const waiting = devices.reduce((sum, device) => sum + device.pending, 0);
  return waiting > 0 ? <Badge tone="warn" icon="unlink">{t("unsent", { count: waiting })}</Badge> : <Badge tone="idle" icon="check">{t("allSent")}</Badge>;
}
