"use client";

/** Views of the till that are not needed to show its pumps: fetched once those are on the screen, and there when they are opened. */

import { lazy, useEffect, type ComponentType } from "react";

const waiting = new Set<() => Promise<unknown>>();

/** A component of its own chunk; wrap it in `Suspense`. */
export function onDemand<P extends object>(load: () => Promise<ComponentType<P>>) {
  waiting.add(load);
  return lazy(async () => ({ default: await load() }));
}

const LATER_MS = 1500;

/** Fetches them all while the cashier looks at the pumps. */
export function useEverythingAtHand(): void {
  useEffect(() => {
    // What does not come now is fetched when it is opened, which shows what is wrong.
    const timer = setTimeout(() => waiting.forEach((load) => void load().catch(() => undefined)), LATER_MS);
    return () => clearTimeout(timer);
  }, []);
}
