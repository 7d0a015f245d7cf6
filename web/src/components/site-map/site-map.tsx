"use client";

import { useMemo, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { ZOOM_STEP, farthest, nearest, zoomed, type Size } from "@/lib/map-geometry";
import type { SiteHealth } from "@/lib/network-health";
import type { Site } from "@/lib/types";
import { Icon, type IconName } from "../icon";
import { Background, ScaleBar } from "./background";
import { Legend, SeenList, Unplaced } from "./beside";
import { Markers, seenSites } from "./markers";
import { isPlaced } from "./placed";
import { useHands } from "./use-hands";
import { useMapView, useSize, type MapView } from "./use-map-view";

const BUTTON = "grid size-11 place-items-center border-b border-line last:border-b-0 enabled:hover:bg-sunken disabled:text-line-strong focus-visible:-outline-offset-3";

function Controls({ map, size }: { map: MapView; size: Size }) {
  const t = useTranslations("sites");
  const button = (icon: IconName, label: string, press: () => void, off: boolean, testId: string) => (
    <button type="button" aria-label={label} title={label} onClick={press} disabled={off} data-testid={testId} className={BUTTON}><Icon name={icon} /></button>
  );
  return (
    <div className="absolute top-3 left-3 z-30 overflow-hidden rounded-lg border border-line-strong bg-surface print:hidden">
      {button("plus", t("map.closer"), () => map.change((view) => zoomed(view, 2 * ZOOM_STEP, size)), nearest(map.view), "map-closer")}
      {button("minus", t("map.farther"), () => map.change((view) => zoomed(view, -2 * ZOOM_STEP, size)), farthest(map.view), "map-farther")}
      {button("map", t("map.everything"), map.reset, map.whole, "map-everything")}
    </div>
  );
}

interface Props {
  sites: readonly Site[];
  health: ReadonlyMap<string, SiteHealth>;
  at: string | undefined;
  onAt: (at: string) => void;
}

const FRAME = "relative h-[62vh] min-h-80 touch-none overflow-hidden rounded-xl border border-line bg-(--map-sea) select-none lg:h-[70vh] print:h-[529px] print:w-[686px]";
const NOT_LAID_OUT = { width: 800, height: 500 };

/** Where the sites stand and how they are; beside it the same as a list, for whoever does not see the map. */
export default function SiteMap({ sites, health, at, onAt }: Props) {
  const t = useTranslations("sites");
  const frame = useRef<HTMLDivElement>(null);
  const measured = useSize(frame);
  const size = measured ?? NOT_LAID_OUT;
  const [hot, onHot] = useState<string | null>(null);
  const placed = useMemo(() => sites.filter(isPlaced), [sites]);
  const map = useMapView(placed.map((site) => site.position), size, at, onAt);
  const hands = useHands(frame, map, size);
  return (
    <div className="flex flex-col gap-4">
      <Legend />
      <div className="grid gap-4 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <div ref={frame} role="group" aria-label={t("map.label")} data-testid="map" data-zoom={map.view.zoom} className={FRAME} {...hands}>
          {measured && <Background view={map.view} size={size} />}
          {measured && <Markers sites={placed} map={map} size={size} health={health} hot={hot} onHot={onHot} />}
          <Controls map={map} size={size} />
          <ScaleBar view={map.view} />
        </div>
        <div className="flex min-h-0 flex-col lg:max-h-[70vh] print:max-h-none"><SeenList sites={seenSites(placed, map.view, size)} total={sites.length} health={health} hot={hot} onHot={onHot} /></div>
      </div>
      <Unplaced sites={sites.filter((site) => !isPlaced(site))} />
    </div>
  );
}
