"use client";

import Link from "next/link";
import { useMemo } from "react";
import { useTranslations } from "use-intl";
import { clusters, withRoom, type Box, type Cluster } from "@/lib/map-clusters";
import { MAX_ZOOM, fitted, nearest, onScreen, type Point, type Size, type View } from "@/lib/map-geometry";
import { sitePath } from "@/lib/navigation";
import { healthOf, stateOf, worst, type SiteHealth, type SiteState } from "@/lib/network-health";
import { Mark } from "./marks";
import type { Placed } from "./placed";
import type { MapView } from "./use-map-view";

const NEAR_PX = 36;
const TARGET_PX = 44;
const LETTER_PX = 7.6;
const LABEL_PX = 26;
const LABEL_GAP_PX = 18;
const MARK_PX = 15;
const CLUSTER_MARGIN_PX = 90;

export interface Health {
  health: ReadonlyMap<string, SiteHealth>;
  hot: string | null;
  onHot: (site: string | null) => void;
}

interface Seen extends Point {
  cluster: Cluster<Placed>;
  state: SiteState;
}

/** "3 open alerts, one of them critical", to be read out. */
export function useStateWords() {
  const t = useTranslations("sites");
  return (of: SiteHealth) => t(`map.state.${stateOf(of)}`, { count: of.open });
}

function inView({ x, y }: Point, { width, height }: Size): boolean {
  return x >= 0 && x <= width && y >= 0 && y <= height;
}

export function seenSites(sites: readonly Placed[], view: View, size: Size): Placed[] {
  return sites.filter((site) => inView(onScreen(site.position, view, size), size));
}

function useSeenClusters(sites: readonly Placed[], view: View, size: Size, health: Health["health"]): Seen[] {
  const all = useMemo(() => clusters(sites, (site) => site.position, view.zoom, NEAR_PX), [sites, view.zoom]);
  const states = (members: readonly Placed[]) => members.map((site) => stateOf(healthOf(health, site.site_id)));
  return all.map((cluster) => ({ cluster, state: worst(states(cluster.members)), ...onScreen(cluster, view, size) })).filter((one) => inView(one, size));
}

const around = ({ x, y }: Point, px: number): Box => ({ left: x - px, right: x + px, top: y - px, bottom: y + px });

/** Right of the mark, or left of it where the map ends. */
function labelBox({ x, y, cluster }: Seen, { width: room }: Size): Box & { toTheLeft: boolean } {
  const width = LABEL_GAP_PX + cluster.members[0]!.name.length * LETTER_PX + 12;
  const toTheLeft = x + width > room;
  return { left: toTheLeft ? x - width : x, right: toTheLeft ? x : x + width, top: y - LABEL_PX / 2, bottom: y + LABEL_PX / 2, toTheLeft };
}

/** Names that hit no other mark and no other name. */
function named(seen: readonly Seen[], size: Size): ReadonlySet<Seen> {
  const single = seen.filter(({ cluster }) => cluster.members.length === 1);
  const room = withRoom(single.map((one) => beside(labelBox(one, size))), seen.map((one) => around(one, MARK_PX)));
  return new Set(single.filter((_, at) => room.has(at)));
}

/** Without its own mark. */
function beside(box: Box & { toTheLeft: boolean }): Box {
  return box.toTheLeft ? { ...box, right: box.right - LABEL_GAP_PX } : { ...box, left: box.left + LABEL_GAP_PX };
}

const PLACE = "absolute top-0 left-0 grid place-items-center rounded-full";

function style({ x, y }: Point) {
  return { width: TARGET_PX, height: TARGET_PX, transform: `translate(${(x - TARGET_PX / 2).toFixed(1)}px, ${(y - TARGET_PX / 2).toFixed(1)}px)` };
}

function SiteMark({ one, name, size, health, hot, onHot }: { one: Seen; name: boolean; size: Size } & Health) {
  const words = useStateWords();
  const site = one.cluster.members[0]!;
  const isHot = hot === site.site_id;
  const side = labelBox(one, size).toTheLeft ? "right-full -mr-1" : "left-full -ml-1";
  return (
    <Link href={sitePath(site.site_id)} prefetch={false} aria-label={`${site.name}: ${words(healthOf(health, site.site_id))}`} style={style(one)} data-testid={`mark-${site.site_id}`} data-state={one.state}
      className={`${PLACE} group hover:z-20 focus-visible:z-20 ${isHot ? "z-20" : ""}`} onPointerEnter={() => onHot(site.site_id)} onPointerLeave={() => onHot(null)} onFocus={() => onHot(site.site_id)} onBlur={() => onHot(null)}>
      <Mark state={one.state} className={`size-8 group-hover:size-9 ${isHot ? "size-9" : ""}`} />
      <span className={`pointer-events-none absolute top-1/2 ${side} -translate-y-1/2 rounded px-1.5 py-0.5 text-[13px] leading-4 font-semibold whitespace-nowrap text-ink ${isHot ? "z-10 bg-surface shadow ring-1 ring-line" : "bg-surface/80"} ${name || isHot ? "" : "hidden"}`}>{site.name}</span>
    </Link>
  );
}

function ClusterMark({ one, map, size, hot }: { one: Seen; map: MapView; size: Size; hot: string | null }) {
  const t = useTranslations("sites");
  const { members } = one.cluster;
  const closer = () => map.change((view) => {
    const all = fitted(members.map((site) => site.position), size, CLUSTER_MARGIN_PX, MAX_ZOOM);
    return { ...all, zoom: Math.max(all.zoom, view.zoom) };
  });
  const isHot = members.some((site) => site.site_id === hot);
  return (
    <button type="button" onClick={closer} disabled={nearest(map.view)} aria-label={t("map.cluster", { count: members.length, state: t(`map.worst.${one.state}`) })} title={members.slice(0, 6).map((site) => site.name).join("\n")}
      style={style(one)} data-testid="cluster" data-state={one.state} className={`${PLACE} on-paper group hover:z-20 focus-visible:z-20 ${isHot ? "z-20" : ""}`}>
      <Mark state={one.state} count={members.length} className={`size-9 group-hover:size-10 ${isHot ? "size-10" : ""}`} />
    </button>
  );
}

/** The sites of the part of the map that is seen. */
export function Markers({ sites, map, size, ...of }: { sites: readonly Placed[]; map: MapView; size: Size } & Health) {
  const seen = useSeenClusters(sites, map.view, size, of.health);
  const names = named(seen, size);
  return seen.map((one) => {
    const key = one.cluster.members[0]!.site_id;
    return one.cluster.members.length > 1
      ? <ClusterMark key={key} one={one} map={map} size={size} hot={of.hot} />
      : <SiteMark key={key} one={one} name={names.has(one)} size={size} {...of} />;
  });
}
