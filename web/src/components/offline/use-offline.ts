"use client";

import { useEffect } from "react";
import { connection } from "@/offline/server";
import { canWorkOffline, till, type Memory } from "@/offline/parts";
import type { Link } from "@/offline/connection";
import type { SyncState } from "@/offline/sync";
import { Cell } from "@/live/cell";
import { useCell } from "@/live/live-provider";

const NOTHING = new Cell<Memory>({ snapshot: null, device: null, queue: { waiting: [], answered: [] } });
const QUIET = new Cell<SyncState>({ kind: "quiet" });

/** Whether the server answers. */
export function useLink(): Link {
  return useCell(connection.link);
}

/** What this browser keeps; nothing where it cannot. */
export function useMemory(): Memory {
  return useCell(canWorkOffline() ? till().memory : NOTHING);
}

export function useSync(): SyncState {
  return useCell(canWorkOffline() ? till().sync.state : QUIET);
}

/** How many operations of this browser the server has not taken. */
export function useUnsent(): number {
  return useMemory().queue.waiting.length;
}

/** As many as keep people from leaving; what the server will not take however long one waits keeps nobody. */
export function useHeldBack(): number {
  const unsent = useUnsent();
  const { kind } = useSync();
  useEffect(() => {
    if (canWorkOffline()) void till().read();
  }, []);
  return kind === "stuck" ? 0 : unsent;
}

/** Watches the connection, reads what is kept, and sends what waits whenever the server answers again. */
export function useOfflineWatch(): void {
  const link = useLink();
  useEffect(() => connection.watch(), []);
  useEffect(() => {
    if (!canWorkOffline()) return;
    void till().read();
    void till().store.trim(Date.now());
    return () => till().sync.stop();
  }, []);
  useEffect(() => {
    if (link === "live" && canWorkOffline()) void till().sync.run();
  }, [link]);
}
