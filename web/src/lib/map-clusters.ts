/** Sites that stand too near to each other on the screen to be told apart are one mark; names are written where there is room. */

import { earthPx, projected, type Place, type Point } from "./map-geometry";

export interface Cluster<T> extends Place {
  members: readonly T[];
}

interface Growing<T> {
  at: Point;
  members: T[];
}

/** Each joins the first that is nearer than `nearPx`: the same at every position of the map, and in linear time. */
export function clusters<T>(sites: readonly T[], placeOf: (site: T) => Place, zoom: number, nearPx: number): Cluster<T>[] {
  const scale = earthPx(zoom);
  const cells = new Map<string, Growing<T>[]>();
  const all: Growing<T>[] = [];
  for (const site of sites) {
    const { x, y } = projected(placeOf(site));
    const at = { x: x * scale, y: y * scale };
    const [column, row] = [Math.floor(at.x / nearPx), Math.floor(at.y / nearPx)];
    const near = around(column, row).flatMap((cell) => cells.get(cell) ?? []).find((one) => Math.hypot(one.at.x - at.x, one.at.y - at.y) < nearPx);
    if (near) {
      near.members.push(site);
      continue;
    }
    const made = { at, members: [site] };
    all.push(made);
    cells.set(`${column}/${row}`, [...(cells.get(`${column}/${row}`) ?? []), made]);
  }
  return all.map(({ members }) => ({ ...placeOf(members[0]!), members }));
}

const STEPS = [-1, 0, 1];

function around(column: number, row: number): string[] {
  return STEPS.flatMap((right) => STEPS.map((down) => `${column + right}/${row + down}`));
}

export interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

const apart = (one: Box, other: Box) => one.right < other.left || other.right < one.left || one.bottom < other.top || other.bottom < one.top;

/** Those of the boxes, by their place in the list, that hit no taken place and none of the ones before. */
export function withRoom(boxes: readonly Box[], taken: readonly Box[]): ReadonlySet<number> {
  const full = [...taken];
  return new Set(boxes.flatMap((box, at) => {
    if (full.some((one) => !apart(one, box))) return [];
    full.push(box);
    return [at];
  }));
}
