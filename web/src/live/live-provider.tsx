"use client";

import { useQueryClient } from "@tanstack/react-query";
import { createContext, useCallback, useContext, useEffect, useMemo, useState, useSyncExternalStore, type ReactNode } from "react";
import { checkSession } from "@/lib/session-actions";
import { isFresh, reloadLive } from "@/lib/queries";
import type { Alert } from "@/lib/types";
import { AskedAgain } from "./asked-again";
import { Cell } from "./cell";
import type { EventType } from "./events";
import { NO_SALES, type SaleLive, type Sales } from "./sales";
import { LiveStore, key } from "./store";
import type { ControllerLive, PumpLive, TankLive } from "./state";
import { LiveStream, type LiveStatus } from "./stream";

const HIDDEN_PAUSE_MS = 60_000;

interface Live {
  store: LiveStore;
  stream: LiveStream;
  status: Cell<LiveStatus>;
  /** The newest alert that the stream raised, for the screen reader. */
  raised: Cell<Alert | null>;
}

const LiveContext = createContext<Live | null>(null);

export function useLiveParts(): Live {
  const live = useContext(LiveContext);
  if (!live) throw new Error("outside of LiveProvider");
  return live;
}

export function LiveProvider({ children }: { children: ReactNode }) {
  const client = useQueryClient();
  const [live] = useState<Live>(() => {
    const store = new LiveStore();
    const status = new Cell<LiveStatus>("idle");
    const raised = new Cell<Alert | null>(null);
    const again = new AskedAgain((queryKey) => void client.invalidateQueries({ queryKey, predicate: isFresh }));
    const stream = new LiveStream({
      onEvent: (event) => {
        store.apply(event);
        if (event.type === "alert" && event.alert.state === "RAISED" && event.alert.version === 1) raised.set(event.alert);
        again.hear(event);
      },
      onStatus: (next) => status.set(next),
      onReload: () => reloadLive(client),
      // The session is renewed here, or shows to be over, which leads to the sign-in page.
      onRefused: () => client.fetchQuery({ queryKey: ["session"], queryFn: () => checkSession(), staleTime: 0, retry: false }).then(() => true, () => false),
    });
    return { store, stream, status, raised };
  });
  useEffect(() => watchPage(live.stream), [live]);
  return <LiveContext value={live}>{children}</LiveContext>;
}

function watchPage(stream: LiveStream): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const visibility = () => {
    clearTimeout(timer);
    if (document.hidden) timer = setTimeout(() => stream.pause(), HIDDEN_PAUSE_MS);
    else stream.resume();
  };
  const network = () => stream.restart();
  document.addEventListener("visibilitychange", visibility);
  window.addEventListener("online", network);
  return () => {
    clearTimeout(timer);
    document.removeEventListener("visibilitychange", visibility);
    window.removeEventListener("online", network);
    stream.follow(null);
  };
}

/** Points the stream at these sites while the page is shown. */
export function useLiveScope(sites: readonly string[], types: readonly EventType[], always = false): void {
  const { stream } = useLiveParts();
  const siteKey = sites.join(",");
  useEffect(() => {
    stream.follow(siteKey ? { sites: siteKey.split(","), types, always } : null);
  }, [stream, siteKey, types, always]);
  useEffect(() => () => stream.follow(null), [stream]);
}

export function useCell<T>(cell: Cell<T>): T {
  return useSyncExternalStore(cell.subscribe, cell.get, cell.get);
}

/** A value computed from some keys of the store; must be a primitive or come from the store itself. */
export function useLiveValue<T>(names: readonly string[], compute: (store: LiveStore) => T): T {
  const { store } = useLiveParts();
  const joined = names.join("|");
  const subscribe = useCallback((listener: () => void) => store.subscribe(joined.split("|"), listener), [store, joined]);
  const snapshot = () => compute(store);
  return useSyncExternalStore(subscribe, snapshot, snapshot);
}

export function usePump(site: string, pump: number): PumpLive | undefined {
  const name = key.pump(site, pump);
  return useLiveValue([name], (store) => store.get("pump", name));
}

export function useTank(site: string, tank: number): TankLive | undefined {
  const name = key.tank(site, tank);
  return useLiveValue([name], (store) => store.get("tank", name));
}

/** The newest reading, looked at now and then: for widgets that are dear to draw. */
export function useSampledTank(site: string, tank: number, everyMs: number): TankLive | undefined {
  const { store } = useLiveParts();
  const [reading, setReading] = useState<TankLive | undefined>(() => store.get("tank", key.tank(site, tank)));
  useEffect(() => {
    const timer = setInterval(() => setReading(store.get("tank", key.tank(site, tank))), everyMs);
    return () => clearInterval(timer);
  }, [store, site, tank, everyMs]);
  return reading;
}

export function useController(site: string): ControllerLive | undefined {
  const name = key.controller(site);
  return useLiveValue([name], (store) => store.get("controller", name));
}

/** `undefined` until the first answer. */
export function useAlerts(site: string): readonly Alert[] | undefined {
  const name = key.alerts(site);
  return useLiveValue([name], (store) => store.get("alerts", name));
}

export function useSales(site: string): Sales {
  const name = key.sales(site);
  return useLiveValue([name], (store) => store.get("sales", name) ?? NO_SALES);
}

/** The sales of a pump that are not over, oldest first. */
export function usePumpSales(site: string, pump: number): readonly SaleLive[] {
  const name = key.pumpSales(site, pump);
  return useLiveValue([name], (store) => store.get("pumpSales", name) ?? NO_SALES.open);
}

/** The present, refreshed every `everyMs`, for ages and stale marks. */
export function useNow(everyMs = 10_000): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return useMemo(() => now, [now]);
}
