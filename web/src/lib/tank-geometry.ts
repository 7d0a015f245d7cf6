/** A tank lies on its side: a cylinder, whose content is not proportional to the level. */

import type { Tank } from "./types";

export interface TankFigures {
  /** Product without water (GOV), litres. */
  grossObservedL: number | null;
  /** Room up to the safe fill, litres; negative when overfilled. */
  ullageL: number | null;
  /** Product and water against the safe fill, 1 = full. */
  fillFraction: number | null;
}

/** GOV = TOV − water; ullage = max safe fill − TOV. */
export function tankFigures(tank: Tank): TankFigures {
  const total = tank.total_observed_volume_l;
  if (total === null) return { grossObservedL: null, ullageL: null, fillFraction: null };
  const safeL = tank.max_safe_fill_ml / 1000;
  return {
    grossObservedL: total - (tank.water_volume_l ?? 0),
    ullageL: safeL - total,
    fillFraction: safeL > 0 ? total / safeL : null,
  };
}

/** Share of a lying cylinder's content at a share of its height (circular segment), both 0–1. */
export function volumeFraction(height: number): number {
  const h = Math.min(1, Math.max(0, height));
  const angle = 2 * Math.acos(1 - 2 * h);
  return (angle - Math.sin(angle)) / (2 * Math.PI);
}

/** Inverse of `volumeFraction`, to 0.1 %. */
export function heightFraction(volume: number): number {
  let low = 0;
  let high = 1;
  while (high - low > 0.0005) {
    const middle = (low + high) / 2;
    if (volumeFraction(middle) < volume) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** Height share 0–1 of a level; from the volume when the diameter or the level is not known. */
export function levelFraction(levelMm: number | null, volumeL: number | null, tank: Tank): number | null {
  const diameterMm = tank.diameter_tenth_mm / 10;
  if (levelMm !== null && diameterMm > 0) return Math.min(1, Math.max(0, levelMm / diameterMm));
  if (volumeL !== null && tank.capacity_ml > 0) return heightFraction(volumeL / (tank.capacity_ml / 1000));
  return null;
}

export function safeFillHeight(tank: Tank): number {
  return tank.capacity_ml > 0 ? heightFraction(tank.max_safe_fill_ml / tank.capacity_ml) : 1;
}

export type FillLevel = "overfilled" | "low" | "normal" | "unknown";

/** Below 15 % of the safe fill a delivery is due. Per-tank set points come with the alerts' rules. */
export const LOW_FILL = 0.15;

export function fillLevel(fraction: number | null): FillLevel {
  if (fraction === null) return "unknown";
  return fraction > 1 ? "overfilled" : fraction < LOW_FILL ? "low" : "normal";
}
