"use client";

import { useEffect, useRef, useState, type RefObject } from "react";
import { fitted, viewOf, viewText, type Place, type Size, type View } from "@/lib/map-geometry";

const SETTLED_MS = 400;
const MARGIN_PX = 70;

/** Of an element, as it is laid out; null before that. */
export function useSize(ref: RefObject<HTMLElement | null>): Size | null {
  const [size, setSize] = useState<Size | null>(null);
  useEffect(() => {
    const observer = new ResizeObserver(([entry]) => entry && setSize({ width: entry.contentRect.width, height: entry.contentRect.height }));
    if (ref.current) observer.observe(ref.current);
    return () => observer.disconnect();
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
  const everything = fitted(places, size, Math.min(MARGIN_PX, size.width / 6));
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
