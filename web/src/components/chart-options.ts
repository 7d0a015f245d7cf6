import uPlot from "uplot";
import { isolatedPoints } from "@/lib/chart-data";
import { number, shortMonths } from "@/lib/format";
import type { Metric } from "@/lib/metrics";

const FEW_POINTS = 120;
const GAP_EDGE_PX = 2;
const MARKED_PX = 6;
const [DAY, MINUTE] = [86_400, 60];

/** Tick labels for 24-hour, day-before-month readers: [from increment, label, on new year, , on new day, , , , mode]. */
const TIME_LABELS: uPlot.Axis.Values = [
  [DAY * 365, "{YYYY}", null, null, null, null, null, null, 1],
  [DAY * 28, "{MMM}", "\n{YYYY}", null, null, null, null, null, 1],
  [DAY, "{D} {MMM}", "\n{YYYY}", null, null, null, null, null, 1],
  [MINUTE, "{HH}:{mm}", "\n{D} {MMM} {YYYY}", null, "\n{D} {MMM}", null, null, null, 1],
  [1, "{HH}:{mm}:{ss}", "\n{D} {MMM} {YYYY}", null, "\n{D} {MMM}", null, null, null, 1],
];

export interface ChartSettings {
  metric: Metric;
  timeZone: string;
  banded: boolean;
  /** Seconds; asked at each draw. */
  range: () => [number, number];
  onCursor: (index: number | null) => void;
  /** Marked with the pointer, in ms. */
  onMarked: (startMs: number, endMs: number) => void;
  onDoubleClick: () => void;
}

function spread(low: number | null, high: number | null, minSpan: number): [number, number] {
  if (low === null || high === null) return [0, 1];
  const span = Math.max(minSpan, (high - low) * 1.16);
  const middle = (low + high) / 2;
  return [middle - span / 2, middle + span / 2];
}

/** A gap's edge would cut the line of two readings that fall on one pixel; it begins a little beside them. */
const shrunken: uPlot.Series.GapsRefiner = (_u, _series, _from, _to, gaps) =>
  gaps.map(([start, end]): [number, number] => [start + GAP_EDGE_PX, end - GAP_EDGE_PX]).filter(([start, end]) => start < end);

function theme() {
  const style = getComputedStyle(document.documentElement);
  const colour = (name: string) => style.getPropertyValue(name).trim();
  return { ink: colour("--ink-2"), grid: colour("--chart-grid"), line: colour("--chart-line"), band: colour("--chart-band") };
}

/** The mark goes at once: what it chose is shown by the whole chart. */
function takeMark(u: uPlot, onMarked: ChartSettings["onMarked"]): void {
  const { left, width } = u.select;
  if (width < MARKED_PX) return;
  u.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
  onMarked(u.posToVal(left, "x") * 1000, u.posToVal(left + width, "x") * 1000);
}

export function chartOptions(settings: ChartSettings, width: number, height: number): uPlot.Options {
  const { metric, timeZone, banded, range, onCursor, onDoubleClick } = settings;
  const { ink, grid, line, band } = theme();
  const names: uPlot.DateNames = { MMMM: [], MMM: shortMonths(), WWWW: [], WWW: [] };
  const axis = { stroke: ink, font: "13px 'Inter Variable', sans-serif", grid: { stroke: grid, width: 1 }, ticks: { stroke: grid, width: 1 } };
  const edge = { label: "", show: banded, stroke: "transparent", width: 0, points: { show: false } };
  return {
    width,
    height,
    padding: [10, 12, 0, 0],
    legend: { show: false },
    cursor: {
      y: false, drag: { x: true, y: false, setScale: false, dist: MARKED_PX }, points: { size: 9 },
      bind: { dblclick: () => () => (onDoubleClick(), null) },
    },
    fmtDate: (template) => uPlot.fmtDate(template, names),
    tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), timeZone),
    scales: { x: { time: true, range }, y: { range: (_u, low, high) => spread(low, high, metric.minSpan) } },
    axes: [
      { ...axis, values: TIME_LABELS, space: 70 },
      { ...axis, size: 66, values: (_u, ticks) => ticks.map((tick) => number(tick, Number.isInteger(tick) ? 0 : metric.digits)) },
    ],
    series: [
      {},
      {
        label: metric.word, stroke: line, width: 2.5, spanGaps: false, gaps: shrunken,
        points: {
          show: true, size: 6, fill: line,
          filter: (u, index) => (u.data[0].length <= FEW_POINTS ? null : isolatedPoints(u.data[index] as number[])),
        },
      },
      edge,
      edge,
    ],
    bands: banded ? [{ series: [3, 2], fill: band }] : [],
    hooks: { setCursor: [(u) => onCursor(u.cursor.idx ?? null)], setSelect: [(u) => takeMark(u, settings.onMarked)] },
  };
}

