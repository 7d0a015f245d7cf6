// Writes src/components/site-map/outline.json: coasts and borders of the world for the map of sites. To make it anew:
//   npm install --no-save world-atlas@2.0.2 topojson-client@3.1.0 topojson-simplify@3.0.3 && node scripts/map.mjs
// The data is Natural Earth (public domain), as world-atlas packs it (ISC).
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const client = require("topojson-client");
const simple = require("topojson-simplify");

const STEPS_PER_DEGREE = 250;
const DETAIL_SQUARE_DEGREES = 8e-4;
const SMALLEST_ISLAND_SQUARE_DEGREES = 4e-3;
const ANTARCTICA = "010";

function world() {
  const read = JSON.parse(readFileSync(require.resolve("world-atlas/countries-10m.json"), "utf8"));
  read.objects.countries.geometries = read.objects.countries.geometries.filter(({ id }) => id !== ANTARCTICA);
  const topology = simple.simplify(simple.presimplify(read, simple.planarTriangleArea), DETAIL_SQUARE_DEGREES);
  return simple.filter(topology, simple.filterWeight(topology, SMALLEST_ISLAND_SQUARE_DEGREES, simple.planarRingArea));
}

/** One number of the encoded polyline format: its sign last, five bits a letter, lowest first. */
function letters(value) {
  let left = value < 0 ? ~(value << 1) : value << 1;
  let text = "";
  for (; left >= 0x20; left >>= 5) text += String.fromCharCode((0x20 | (left & 0x1f)) + 63);
  return text + String.fromCharCode(left + 63);
}

/** Steps from point to point, longitude first. Null: too small to be seen. */
function encoded(line, fewest) {
  const points = line.map((point) => point.map((degrees) => Math.round(degrees * STEPS_PER_DEGREE)));
  const kept = points.filter(([x, y], at) => at === 0 || x !== points[at - 1][0] || y !== points[at - 1][1]);
  if (kept.length < fewest) return null;
  return kept.map(([x, y], at) => letters(x - (kept[at - 1]?.[0] ?? 0)) + letters(y - (kept[at - 1]?.[1] ?? 0))).join("");
}

const topology = world();
const { countries } = topology.objects;
const land = client.merge(topology, countries.geometries).coordinates.flat().map((ring) => encoded(ring, 4)).filter((ring) => ring !== null);
const borders = client.mesh(topology, countries, (one, other) => one !== other).coordinates.map((line) => encoded(line, 2)).filter((line) => line !== null);
writeFileSync("src/components/site-map/outline.json", `${JSON.stringify({ stepsPerDegree: STEPS_PER_DEGREE, land, borders })}\n`);
