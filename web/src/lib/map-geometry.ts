/** Where things are on the map: Web Mercator, in pixels of the screen. */

export interface Place {
  latitude: number;
  longitude: number;
}

/** What is in the middle, and how near: at zoom z the earth is 256 · 2^z pixels wide. */
export interface View extends Place {
  zoom: number;
}

export interface Size {
  width: number;
  height: number;
}

export interface Point {
  x: number;
  y: number;
}

export const ZOOM_STEP = 0.5;
const MIN_ZOOM = 2;
export const MAX_ZOOM = 11;
const TILE_PX = 256;
const MAX_LATITUDE = 80;
/** Nearer, too little of coasts and borders is seen to know where it is. */
const WHOLE_ZOOM = 7;
const EARTH_M = 40_075_017;
const clamp = (value: number, low: number, high: number) => Math.min(high, Math.max(low, value));

/** Of the whole earth: 0 to 1 from west to east, and from north to south. */
export function projected({ latitude, longitude }: Place): Point {
  const sine = Math.sin((clamp(latitude, -MAX_LATITUDE, MAX_LATITUDE) * Math.PI) / 180);
  return { x: longitude / 360 + 0.5, y: 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI) };
}

function unprojected({ x, y }: Point): Place {
  return { latitude: (Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI, longitude: (x - 0.5) * 360 };
}

export const earthPx = (zoom: number) => TILE_PX * 2 ** zoom;

export function inBounds(view: View): View {
  return { latitude: clamp(view.latitude, -MAX_LATITUDE, MAX_LATITUDE), longitude: clamp(view.longitude, -180, 180), zoom: clamp(view.zoom, MIN_ZOOM, MAX_ZOOM) };
}

/** From the upper left corner of what is shown. */
export function onScreen(place: Place, view: View, size: Size): Point {
  const [at, middle, scale] = [projected(place), projected(view), earthPx(view.zoom)];
  return { x: (at.x - middle.x) * scale + size.width / 2, y: (at.y - middle.y) * scale + size.height / 2 };
}

export function moved(view: View, byX: number, byY: number): View {
  const [middle, scale] = [projected(view), earthPx(view.zoom)];
  return inBounds({ ...unprojected({ x: middle.x + byX / scale, y: middle.y + byY / scale }), zoom: view.zoom });
}

/** Nearer or farther; what is under the pointer stays there. */
export function zoomed(view: View, by: number, size: Size, around: Point = { x: size.width / 2, y: size.height / 2 }): View {
  const zoom = clamp(view.zoom + by, MIN_ZOOM, MAX_ZOOM);
  const off = { x: around.x - size.width / 2, y: around.y - size.height / 2 };
  const there = moved(view, off.x, off.y);
  return moved({ ...there, zoom }, -off.x, -off.y);
}

export const nearest = (view: View) => view.zoom >= MAX_ZOOM;
export const farthest = (view: View) => view.zoom <= MIN_ZOOM;

/** All places with some room around them; of marks that are to come apart, as near as that takes. */
export function fitted(places: readonly Place[], size: Size, marginPx: number, nearestZoom: number = WHOLE_ZOOM): View {
  if (places.length === 0) return { latitude: 50, longitude: 6, zoom: 4 };
  const points = places.map(projected);
  const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)];
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const room = (px: number) => Math.max(px - 2 * marginPx, 40);
  const wide = Math.min(room(size.width) / (right - left), room(size.height) / (bottom - top));
  const zoom = Math.min(Math.floor(Math.log2(wide / TILE_PX) / ZOOM_STEP) * ZOOM_STEP, nearestZoom);
  return inBounds({ ...unprojected({ x: (left + right) / 2, y: (top + bottom) / 2 }), zoom });
}

const DECIMALS = 4;

/** `52.1035,-0.4996,7.5`, as it stands in the address. */
export function viewText({ latitude, longitude, zoom }: View): string {
  return `${latitude.toFixed(DECIMALS)},${longitude.toFixed(DECIMALS)},${zoom}`;
}

export function viewOf(text: string | undefined): View | null {
  const parts = (text ?? "").split(",").map((part) => (part.trim() === "" ? NaN : Number(part)));
  const [latitude, longitude, zoom] = parts;
  if (parts.length !== 3 || !parts.every(Number.isFinite)) return null;
  return inBounds({ latitude: latitude!, longitude: longitude!, zoom: Math.round(zoom! / ZOOM_STEP) * ZOOM_STEP });
}

/** How long a round distance is here: 1, 2 or 5 · 10ⁿ metres, at most `longestPx`. */
export function scaleBar(view: View, longestPx: number): { metres: number; px: number } {
  const metresOfPx = (EARTH_M * Math.cos((view.latitude * Math.PI) / 180)) / earthPx(view.zoom);
  const longest = metresOfPx * longestPx;
  const power = 10 ** Math.floor(Math.log10(longest));
  const metres = [5, 2, 1].map((one) => one * power).find((one) => one <= longest) ?? power;
  return { metres, px: metres / metresOfPx };
}
