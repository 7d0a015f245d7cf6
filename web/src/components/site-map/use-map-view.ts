"use client";

import { flushSync } from "react-dom";
import { useEffect, useRef, useState, type RefObject } from "react";
import { fitted, viewOf, viewText, type Place, type Size, type View } from "@/lib/map-geometry";

const SETTLED_MS = 400;
const MARGIN_PX = 80;

/** A4 without its margins, as wide as the map is on it. */
const PAPER: Size = { width: 686, height: 529 };

/** Of an element, as it is laid out; null before that. Paper is measured by nobody in time. */
export function useSize(ref: RefObject<HTMLElement | null>): Size | null {
  const [size, setSize] = useState<Size | null>(null);
  useEffect(() => {
    const observer = new ResizeObserver(([entry]) => entry && setSize({ width: entry.contentRect.width, height: entry.contentRect.height }));
    const element = ref.current;
    if (element) observer.observe(element);
    const toPaper = () => flushSync(() => setSize(PAPER));
    const fromPaper = () => element && setSize({ width: element.clientWidth, height: element.clientHeight });
    window.addEventListener("beforeprint", toPaper);
    window.addEventListener("afterprint", fromPaper);
    return () => {
      observer.disconnect();
      window.removeEventListener("beforeprint", toPaper);
      window.removeEventListener("afterprint", fromPaper);
    };
  }, [ref]);
  return size;
}

export interface MapView {
  view: View;
  /** Whether it is everything, and not what was chosen. */
  whole: boolean;
  change: (to: (from: View) => View) => void;
  /** Everything again. */
  reset: () => void;
}

/** What was chosen stands in the address once the map is at rest; without a choice everything is shown. */
export function useMapView(places: readonly Place[], size: Size, at: string | undefined, onAt: (at: string) => void): MapView {
  const [moving, setMoving] = useState<View | null>(null);
  const tell = useRef(onAt);
  useEffect(() => { tell.current = onAt; });
  useEffect(() => {
    if (moving === null) return;
    const timer = setTimeout(() => {
      tell.current(viewText(moving));
      setMoving(null);
    }, SETTLED_MS);
    return () => clearTimeout(timer);
  }, [moving]);
  const everything = fitted(places, size, MARGIN_PX);
  const view = moving ?? viewOf(at) ?? everything;
  return {
    view, whole: moving === null && !viewOf(at),
    change: (to) => setMoving((now) => to(now ?? view)),
    reset: () => {
      setMoving(null);
      onAt("");
    },
  };
}
