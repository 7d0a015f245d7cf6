/** Coasts and borders (Natural Earth, made by scripts/map.mjs), and what of them is shown. */

import { projected } from "@/lib/map-geometry";

/** x and y of its points in turn, 0 to 1 of the whole earth. */
export interface Line {
  points: Float64Array;
  left: number;
  top: number;
  right: number;
  bottom: number;
}

export interface Outline {
  land: readonly Line[];
  borders: readonly Line[];
}

/** The numbers of an encoded polyline: steps from point to point, longitude first. */
function* numbers(text: string): Generator<number> {
  let [value, shift] = [0, 0];
  for (let at = 0; at < text.length; at++) {
    const letter = text.charCodeAt(at) - 63;
    value |= (letter & 0x1f) << shift;
    shift += 5;
    if (letter >= 0x20) continue;
    yield value & 1 ? ~(value >> 1) : value >> 1;
    [value, shift] = [0, 0];
  }
}

export function decoded(text: string, stepsPerDegree: number): Line {
  const steps = [...numbers(text)];
  const points = new Float64Array(steps.length);
  const line = { points, left: 1, top: 1, right: 0, bottom: 0 };
  let [east, north] = [0, 0];
  for (let at = 0; at < steps.length; at += 2) {
    east += steps[at]!;
    north += steps[at + 1]!;
    const { x, y } = projected({ latitude: north / stepsPerDegree, longitude: east / stepsPerDegree });
    points[at] = x;
    points[at + 1] = y;
    [line.left, line.right, line.top, line.bottom] = [Math.min(line.left, x), Math.max(line.right, x), Math.min(line.top, y), Math.max(line.bottom, y)];
  }
  return line;
}

export async function loadOutline(): Promise<Outline> {
  const { stepsPerDegree, land, borders } = (await import("./outline.json")).default;
  const read = (text: string) => decoded(text, stepsPerDegree);
  return { land: land.map(read), borders: borders.map(read) };
}

/** The part of the earth that is drawn: its upper left corner in pixels of the whole earth, and its sides. */
export interface Sheet {
  x: number;
  y: number;
  width: number;
  height: number;
  /** Width of the earth in pixels. */
  scale: number;
}

const SMALLEST_PX = 1.5;
const FINEST_PX = 0.8;
/** Beyond the sheet by this much of its sides, lines are drawn along its edge instead of where they go. */
const BEYOND = 0.25;

function isSeen({ left, top, right, bottom }: Line, sheet: Sheet): boolean {
  const { x, y, width, height, scale } = sheet;
  const large = Math.max(right - left, bottom - top) * scale >= SMALLEST_PX;
  return large && right * scale > x && left * scale < x + width && bottom * scale > y && top * scale < y + height;
}

/** As the `d` of an SVG path, in pixels of the sheet; a ring is closed by its last point. */
export function path(lines: readonly Line[], sheet: Sheet): string {
  return lines.filter((line) => isSeen(line, sheet)).map((line) => drawn(line.points, sheet)).join("");
}

function drawn(points: Float64Array, { x: left, y: top, width, height, scale }: Sheet): string {
  const [beyondX, beyondY] = [width * BEYOND, height * BEYOND];
  let [text, lastX, lastY] = ["", Infinity, Infinity];
  for (let at = 0; at < points.length; at += 2) {
    const x = Math.min(width + beyondX, Math.max(-beyondX, points[at]! * scale - left));
    const y = Math.min(height + beyondY, Math.max(-beyondY, points[at + 1]! * scale - top));
    const isLast = at === points.length - 2;
    if (text !== "" && !isLast && Math.abs(x - lastX) < FINEST_PX && Math.abs(y - lastY) < FINEST_PX) continue;
    text += `${text === "" ? "M" : "L"}${x.toFixed(1)} ${y.toFixed(1)}`;
    [lastX, lastY] = [x, y];
  }
  return text;
}
