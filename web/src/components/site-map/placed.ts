import type { Place } from "@/lib/map-geometry";
import type { Site } from "@/lib/types";

/** A site of which it is known where it stands. */
export type Placed = Site & { position: Place };

export function isPlaced(site: Site): site is Placed {
  return site.position !== null && site.position !== undefined;
}
