"use client";

import { useQuery } from "@tanstack/react-query";
import { memo, useMemo } from "react";
import { useTranslations } from "use-intl";
import { number } from "@/lib/format";
import { earthPx, onScreen, projected, scaleBar, type Size, type View } from "@/lib/map-geometry";
import { CITIES } from "./cities";
import { loadOutline, path, type Sheet } from "./outline";

const Drawing = memo(function Drawing({ sheet }: { sheet: Sheet }) {
  const outline = useQuery({ queryKey: ["outline"], queryFn: loadOutline, staleTime: Infinity, gcTime: Infinity }).data;
  const [land, borders] = useMemo(() => (outline ? [path(outline.land, sheet), path(outline.borders, sheet)] : ["", ""]), [outline, sheet]);
  return (
    <>
      <path d={land} fillRule="evenodd" className="fill-(--map-land) stroke-(--map-line)" strokeWidth="1" strokeLinejoin="round" data-testid="map-land" data-drawn={land !== ""} />
      <path d={borders} className="fill-none stroke-(--map-line)" strokeWidth="1.2" strokeDasharray="5 3" strokeLinejoin="round" />
    </>
  );
});

/** A good deal more than is seen, so that dragging draws nothing anew. */
function useSheet(view: View, size: Size): Sheet {
  const scale = earthPx(view.zoom);
  const middle = projected(view);
  const column = Math.round((middle.x * scale) / size.width);
  const row = Math.round((middle.y * scale) / size.height);
  return useMemo(
    () => ({ x: (column - 1) * size.width, y: (row - 1) * size.height, width: 2 * size.width, height: 2 * size.height, scale }),
    [column, row, scale, size.width, size.height],
  );
}

function Cities({ view, size }: { view: View; size: Size }) {
  const shown = CITIES.filter((city) => city.from <= view.zoom).map((city) => ({ ...city, ...onScreen(city, view, size) }));
  const seen = shown.filter(({ x, y }) => x > -100 && x < size.width + 100 && y > -20 && y < size.height + 20);
  return seen.map(({ name, x, y }) => (
    <g key={name} transform={`translate(${x.toFixed(1)} ${y.toFixed(1)})`} className="fill-ink-2">
      <circle r="2.5" />
      <text x="6" y="4" className="stroke-(--map-land) text-[12px] font-medium" strokeWidth="3" paintOrder="stroke" strokeLinejoin="round">{name}</text>
    </g>
  ));
}

/** Coasts, borders and cities under the sites. */
export function Background({ view, size }: { view: View; size: Size }) {
  const sheet = useSheet(view, size);
  const middle = projected(view);
  const [x, y] = [sheet.x - middle.x * sheet.scale + size.width / 2, sheet.y - middle.y * sheet.scale + size.height / 2];
  return (
    <svg width={size.width} height={size.height} aria-hidden="true" focusable="false" className="absolute inset-0">
      <g transform={`translate(${x.toFixed(1)} ${y.toFixed(1)})`}><Drawing sheet={sheet} /></g>
      <Cities view={view} size={size} />
    </svg>
  );
}

const LONGEST_PX = 130;

export function ScaleBar({ view }: { view: View }) {
  const t = useTranslations("sites");
  const { metres, px } = scaleBar(view, LONGEST_PX);
  const text = metres >= 1000 ? t("map.km", { count: number(metres / 1000) }) : t("map.m", { count: number(metres) });
  return <div aria-hidden="true" style={{ width: px }} className="pointer-events-none absolute right-3 bottom-3 border-x-2 border-b-2 border-ink-2 pb-0.5 text-center text-xs leading-4 font-semibold text-ink-2">{text}</div>;
}
