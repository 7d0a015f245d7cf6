"use client";

import { useEffect, useRef, type KeyboardEvent, type PointerEvent, type RefObject } from "react";
import { ZOOM_STEP, moved, zoomed, type Point, type Size } from "@/lib/map-geometry";
import type { MapView } from "./use-map-view";

const KEY_PX = 80;
const WHEEL_OF_A_STEP = 100;
const MOVES: Record<string, Point> = { ArrowLeft: { x: -KEY_PX, y: 0 }, ArrowRight: { x: KEY_PX, y: 0 }, ArrowUp: { x: 0, y: -KEY_PX }, ArrowDown: { x: 0, y: KEY_PX } };
const ZOOMS: Record<string, number> = { "+": ZOOM_STEP, "=": ZOOM_STEP, "-": -ZOOM_STEP };

/** Turning the wheel is a step when it has been turned far enough: touch pads turn in little bits. */
function useWheel(ref: RefObject<HTMLElement | null>, { change }: MapView, size: Size): void {
  const turned = useRef(0);
  useEffect(() => {
    const element = ref.current;
    const wheel = (event: WheelEvent) => {
      event.preventDefault();
      turned.current += event.deltaMode === WheelEvent.DOM_DELTA_LINE ? event.deltaY * 40 : event.deltaY;
      const steps = Math.trunc(turned.current / WHEEL_OF_A_STEP);
      if (steps === 0 || !element) return;
      turned.current -= steps * WHEEL_OF_A_STEP;
      const { left, top } = element.getBoundingClientRect();
      change((view) => zoomed(view, -steps * ZOOM_STEP, size, { x: event.clientX - left, y: event.clientY - top }));
    };
    element?.addEventListener("wheel", wheel, { passive: false });
    return () => element?.removeEventListener("wheel", wheel);
  });
}

const span = (points: readonly Point[]) => Math.hypot(points[0]!.x - points[1]!.x, points[0]!.y - points[1]!.y);

/** Drags it, pinches it, turns the wheel over it, and moves it by keys while something in it has the focus. */
export function useHands(ref: RefObject<HTMLElement | null>, map: MapView, size: Size) {
  const held = useRef(new Map<number, Point>());
  const pinch = useRef(0);
  useWheel(ref, map, size);
  const release = ({ pointerId }: PointerEvent) => {
    held.current.delete(pointerId);
    pinch.current = 0;
  };
  return {
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      if (event.button !== 0 || (event.target as Element).closest("a, button")) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      held.current.set(event.pointerId, { x: event.clientX, y: event.clientY });
    },
    onPointerMove: (event: PointerEvent) => {
      const before = held.current.get(event.pointerId);
      if (!before) return;
      held.current.set(event.pointerId, { x: event.clientX, y: event.clientY });
      const count = held.current.size;
      map.change((view) => moved(view, (before.x - event.clientX) / count, (before.y - event.clientY) / count));
      if (count !== 2) return;
      const now = span([...held.current.values()]);
      if (pinch.current === 0) pinch.current = now;
      const steps = Math.trunc(Math.log2(now / pinch.current) / ZOOM_STEP);
      if (steps === 0) return;
      pinch.current = now;
      map.change((view) => zoomed(view, steps * ZOOM_STEP, size));
    },
    onPointerUp: release,
    onPointerCancel: release,
    onKeyDown: (event: KeyboardEvent) => {
      const move = MOVES[event.key];
      const zoom = ZOOMS[event.key];
      if (event.ctrlKey || event.metaKey || event.altKey || (!move && !zoom)) return;
      event.preventDefault();
      map.change((view) => (move ? moved(view, move.x, move.y) : zoomed(view, zoom!, size)));
    },
  };
}
