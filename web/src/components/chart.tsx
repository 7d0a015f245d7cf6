"use client";

import { useEffect, useRef, useSyncExternalStore } from "react";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import type { ChartData } from "@/lib/chart-data";
import { number, stamp } from "@/lib/format";
import { METRICS, type MetricName } from "@/lib/metrics";
import { chartOptions } from "./chart-options";

interface Props {
  data: ChartData;
  startMs: number;
  endMs: number;
  timeZone: string;
  metric: MetricName;
  label: string;
  banded: boolean;
  /** Marked with the pointer, in ms. */
  onMarked: (startMs: number, endMs: number) => void;
  onDoubleClick: () => void;
}

const HEIGHT = 224;
const DARK = "(prefers-color-scheme: dark)";

function watchScheme(listener: () => void): () => void {
  const query = matchMedia(DARK);
  query.addEventListener("change", listener);
  return () => query.removeEventListener("change", listener);
}

function columns(data: ChartData): uPlot.AlignedData {
  return [data.time, data.value, data.min, data.max];
}

/** A uPlot canvas that follows its box, its data and the colour scheme. */
export function Chart({ data, startMs, endMs, timeZone, metric, label, banded, onMarked, onDoubleClick }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const readout = useRef<HTMLParagraphElement>(null);
  const plot = useRef<uPlot | null>(null);
  const latest = useRef({ data, startMs, endMs, onMarked, onDoubleClick });
  const dark = useSyncExternalStore(watchScheme, () => matchMedia(DARK).matches, () => false);

  useEffect(() => {
    latest.current.onMarked = onMarked;
    latest.current.onDoubleClick = onDoubleClick;
  }, [onMarked, onDoubleClick]);

  useEffect(() => {
    Object.assign(latest.current, { data, startMs, endMs });
    plot.current?.setData(columns(data));
  }, [data, startMs, endMs]);

  useEffect(() => {
    const element = box.current!;
    const { unit, digits } = METRICS[metric];
    const range = (): [number, number] => {
      const { data: now, startMs: start, endMs: end } = latest.current;
      return [start / 1000, Math.max(end / 1000, now.time.at(-1) ?? 0)];
    };
    const onCursor = (index: number | null) => {
      const { time, value } = latest.current.data;
      const at = index === null ? undefined : time[index];
      if (readout.current) readout.current.textContent = at === undefined ? "" : `${stamp(at * 1000, timeZone)}   ${number(value[index!], digits)} ${unit}`;
    };
    const onMark = (start: number, end: number) => latest.current.onMarked(start, end);
    const onDouble = () => latest.current.onDoubleClick();
    const options = chartOptions({ metric: METRICS[metric], timeZone, banded, range, onCursor, onMarked: onMark, onDoubleClick: onDouble }, element.clientWidth, HEIGHT);
    const made = new uPlot(options, columns(latest.current.data), element);
    plot.current = made;
    const observer = new ResizeObserver(() => made.setSize({ width: element.clientWidth, height: HEIGHT }));
    observer.observe(element);
    return () => {
      observer.disconnect();
      made.destroy();
      plot.current = null;
    };
  }, [metric, timeZone, banded, dark]);

  return (
    <div className="relative">
      <p ref={readout} aria-hidden="true" className="pointer-events-none absolute -top-6 right-0 z-1 bg-surface pl-3 text-sm font-semibold whitespace-pre tabular-nums empty:hidden" />
      <div ref={box} role="img" aria-label={label} className="h-56 w-full overflow-hidden" />
    </div>
  );
}
