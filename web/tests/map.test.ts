import { describe, expect, test } from "vitest";
import outline from "@/components/site-map/outline.json";
import { decoded, loadOutline, path, type Line } from "@/components/site-map/outline";
import { clusters, withRoom } from "@/lib/map-clusters";
import { MAX_ZOOM, earthPx, farthest, fitted, moved, nearest, onScreen, projected, scaleBar, viewOf, viewText, zoomed } from "@/lib/map-geometry";
import { stateOf, worst } from "@/lib/network-health";
import { siteChanges } from "@/lib/site-change";
import { read, written } from "@/lib/site-document";
import type { SiteDraft } from "@/lib/site-actions";

const COBHAM = { latitude: 51.3148, longitude: -0.3869 };
const LEICESTER = { latitude: 52.6188, longitude: -1.2028 };
const SIZE = { width: 1000, height: 600 };
const near = (one: { x: number; y: number }, x: number, y: number) => expect(Math.hypot(one.x - x, one.y - y)).toBeLessThan(0.01);

describe("the map", () => {
  test("has Greenwich in the middle", () => near(projected({ latitude: 0, longitude: 0 }), 0.5, 0.5));
  test("is Web Mercator: 256 px wide at zoom 0", () => near({ x: projected(LEICESTER).x * 256, y: projected(LEICESTER).y * 256 }, 127.1447, 83.8410));
  test("shows what is in the middle there", () => near(onScreen(COBHAM, { ...COBHAM, zoom: 9 }, SIZE), 500, 300));
  test("goes where it is moved", () => near(onScreen(COBHAM, moved({ ...COBHAM, zoom: 9 }, 120, -40), SIZE), 380, 340));
  test("keeps under the pointer what is there", () => {
    const view = { ...COBHAM, zoom: 7 };
    const pointer = { x: 100, y: 500 };
    const there = moved(view, pointer.x - 500, pointer.y - 300);
    near(onScreen(there, zoomed(view, 2, SIZE, pointer), SIZE), pointer.x, pointer.y);
  });
  test("stops where there is nothing more to see", () => expect([nearest(zoomed({ ...COBHAM, zoom: 8 }, 99, SIZE)), farthest(zoomed({ ...COBHAM, zoom: 8 }, -99, SIZE))]).toEqual([true, true]));
  test.each([[[COBHAM, LEICESTER]], [[COBHAM]], [[COBHAM, COBHAM]], [[COBHAM, { latitude: -37.8, longitude: 145 }]]])("fits everything: %j", (places) => {
    const view = fitted(places, SIZE, 70);
    places.forEach((place) => {
      const { x, y } = onScreen(place, view, SIZE);
      expect(x >= 69.9 && x <= 930.1 && y >= 69.9 && y <= 530.1).toBe(true);
    });
    expect(view.zoom).toBeLessThanOrEqual(7);
  });
  test("brings marks so near that they come apart, where that can be", () => {
    const places = [{ latitude: 48.1372, longitude: 11.5755 }, { latitude: 48.09, longitude: 11.53 }];
    const zoom = (all: typeof places) => fitted(all, SIZE, 90, MAX_ZOOM).zoom;
    expect(clusters(places, (place) => place, zoom(places), 36)).toHaveLength(2);
    expect(zoom([COBHAM, COBHAM])).toBe(MAX_ZOOM);
  });
  test("of no sites is there too", () => expect(fitted([], SIZE, 70).zoom).toBe(4));
  test("stands in the address", () => expect(viewOf(viewText({ ...COBHAM, zoom: 7.5 }))).toEqual({ ...COBHAM, zoom: 7.5 }));
  test.each([undefined, "", "1,2", "a,b,c", "1,,3", "1,2,3,4"])("of the address %j is none", (text) => expect(viewOf(text)).toBeNull());
  test("of an address beyond the earth is on it", () => expect(viewOf("99,-999,40")).toEqual({ latitude: 80, longitude: -180, zoom: 11 }));
  test("has a scale of a round length", () => {
    const { metres, px } = scaleBar({ ...COBHAM, zoom: 8 }, 130);
    expect([metres, Math.round(px)]).toEqual([20_000, 52]);
    expect(px * Math.cos((COBHAM.latitude * Math.PI) / 180) * 40_075_017 / earthPx(8)).not.toBeNaN();
  });
});

describe("sites near each other", () => {
  const at = (longitude: number) => ({ latitude: 0, longitude });
  const found = (zoom: number) => clusters([at(0), at(1), at(40)], (place) => place, zoom, 36).map(({ members }) => members.length);
  test("are one mark from far away", () => expect([found(2), found(4), found(8)]).toEqual([[2, 1], [2, 1], [1, 1, 1]]));
  test("of one place are one mark at every zoom", () => expect(clusters([COBHAM, COBHAM], (place) => place, 11, 36)).toHaveLength(1));
  test("two thousand are done at once, and none is lost", () => {
    const many = Array.from({ length: 2000 }, (_, i) => ({ latitude: 35 + (i % 50) * 0.6, longitude: -10 + Math.floor(i / 50) * 0.8 }));
    const started = performance.now();
    const all = clusters(many, (place) => place, 5, 36);
    expect(all.reduce((sum, { members }) => sum + members.length, 0)).toBe(2000);
    expect(all.length).toBeLessThan(500);
    expect(performance.now() - started).toBeLessThan(1000);
  });
});

test("names are written where there is room", () => {
  const box = (left: number) => ({ left, right: left + 10, top: 0, bottom: 10 });
  expect([...withRoom([box(0), box(5), box(20), box(40)], [box(45)])]).toEqual([0, 2]);
});

describe("the outline", () => {
  test("is read as the encoded polyline format has it", () => {
    const { points } = decoded("_p~iF~ps|U_ulLnnqC", 1e5);
    near({ x: points[0]!, y: points[1]! }, projected({ longitude: 38.5, latitude: -120.2 }).x, projected({ longitude: 38.5, latitude: -120.2 }).y);
    near({ x: points[2]!, y: points[3]! }, projected({ longitude: 40.7, latitude: -120.95 }).x, projected({ longitude: 40.7, latitude: -120.95 }).y);
  });
  test("is small, and has the land under the demo's sites", async () => {
    expect(JSON.stringify(outline).length).toBeLessThan(400_000);
    const { land } = await loadOutline();
    const under = (place: { latitude: number; longitude: number }) => land.filter((ring) => isInside(ring, projected(place))).length % 2 === 1;
    expect([under(COBHAM), under(LEICESTER), under({ latitude: 54, longitude: 3 }), under({ latitude: 48.1, longitude: 11.6 })]).toEqual([true, true, false, true]);
  });
  test("is drawn within its sheet", () => {
    const ring = decoded("????_ibE????_ibE~hbE??~hbE", 1000);
    const drawn = path([ring], { x: 0, y: 0, width: 100, height: 80, scale: 1e6 });
    const numbers = [...drawn.matchAll(/[ML](-?[\d.]+) (-?[\d.]+)/g)].flatMap(([, x, y]) => [Number(x), Number(y)]);
    expect(numbers.every((value) => value >= -25.1 && value <= 125.1)).toBe(true);
    expect(path([ring], { x: 0, y: 0, width: 100, height: 80, scale: 3 })).toBe("");
  });
});

function isInside({ points }: Line, { x, y }: { x: number; y: number }): boolean {
  let inside = false;
  for (let at = 0, last = points.length - 2; at < points.length; last = at, at += 2) {
    const [x1, y1, x2, y2] = [points[at]!, points[at + 1]!, points[last]!, points[last + 1]!];
    if (y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1) inside = !inside;
  }
  return inside;
}

test.each([
  [{ online: false, open: 3, critical: 3, unseen: 0 }, "offline"], [{ online: true, open: 3, critical: 1, unseen: 0 }, "critical"], [{ online: null, open: 1, critical: 0, unseen: 0 }, "alerts"],
  [{ online: null, open: 0, critical: 0, unseen: 0 }, "unknown"], [{ online: true, open: 0, critical: 0, unseen: 0 }, "well"],
] as const)("a site of %j is %s", (health, state) => expect(stateOf(health)).toBe(state));

test("of several the worst is told", () => expect([worst(["well", "critical", "alerts"]), worst([])]).toEqual(["critical", "unknown"]));

describe("where a site stands", () => {
  const site = { site_id: "a", name: "A", time_zone: "UTC", currency: "EUR", position: COBHAM } as SiteDraft;
  test("is a line of its document", () => {
    expect(written(site, "yaml")).toContain("position:\n  latitude: 51.3148\n  longitude: -0.3869\n");
    expect(written({ ...site, position: null }, "yaml")).not.toContain("position");
    expect(read(written(site, "yaml"))).toMatchObject({ document: { position: COBHAM } });
  });
  test("is told when it changes", () => {
    expect(siteChanges({ ...site, position: null }, site)).toEqual([{ what: "The site", kind: "changed", details: ["latitude 51.3148°", "longitude -0.3869°"] }]);
    expect(siteChanges(site, { ...site, position: { ...COBHAM, latitude: 51.4 } })[0]?.details).toEqual(["latitude 51.4°, was 51.3148°"]);
  });
});
