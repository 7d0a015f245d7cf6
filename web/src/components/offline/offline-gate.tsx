"use client";

import { useQueryClient } from "@tanstack/react-query";
import { Activity, Suspense, lazy, useEffect, useState, type ReactNode } from "react";
import { useTranslations } from "use-intl";
import { Texts } from "@/i18n/texts";
import { connection } from "@/offline/server";
import { canWorkOffline, type Memory } from "@/offline/parts";
import { needsSomebody, type SyncState } from "@/offline/sync";
import { Icon } from "../icon";
import { PosFrame } from "../till/pos-frame";
import { BigButton } from "../till/till-parts";
import { Empty } from "../ui";
import { LinkBadge } from "./link-badge";
import { useLink, useMemory, useOfflineWatch, useSync } from "./use-offline";

const Updates = lazy(() => import("./updates").then((found) => ({ default: found.Updates })));
const OfflineTill = lazy(() => import("./offline-till").then((found) => ({ default: found.OfflineTill })));

const BUNDLES = ["handout"] as const;

/** Nobody pays twice for what waits here: the till of the server comes back when it knows of it, or needs somebody to help. */
function isComing({ queue }: Memory, sync: SyncState): boolean {
  return queue.waiting.length > 0 && !needsSomebody(sync);
}

/** Nobody was at work here when the line went, or the browser keeps nothing. */
function Nothing() {
  const t = useTranslations("offline");
  return (
    <PosFrame aside={<LinkBadge />}>
      <div data-testid="offline-nothing" className="mx-auto max-w-2xl py-8">
        <Empty icon="unlink" title={t("nothing.title")}>{t(canWorkOffline() ? "nothing.noShift" : "nothing.insecure")}</Empty>
        <BigButton onClick={() => void connection.askNow()} className="mx-auto mt-4 flex!"><Icon name="refresh" />{t("nothing.again")}</BigButton>
      </div>
    </PosFrame>
  );
}

/** Begins anew, with everything asked again, when the server has taken what was done without it. */
function useEpoch(waiting: number): number {
  const client = useQueryClient();
  const [before, setBefore] = useState(waiting);
  const [epoch, setEpoch] = useState(0);
  if (waiting !== before) {
    setBefore(waiting);
    if (waiting === 0) setEpoch(epoch + 1);
  }
  useEffect(() => {
    if (epoch > 0) void client.invalidateQueries();
  }, [epoch, client]);
  return epoch;
}

/** The till as the server has it, or, while that is away, what can be done with what this browser knows. */
export function OfflineGate({ children }: { children: ReactNode }) {
  useOfflineWatch();
  const link = useLink();
  const memory = useMemory();
  const sync = useSync();
  const [busy, setBusy] = useState(false);
  const epoch = useEpoch(memory.queue.waiting.length);
  const away = memory.snapshot !== undefined && (link === "offline" || busy || isComing(memory, sync));
  return (
    <>
      {/* Kept in the browser once there is a shift to go on with; nobody needs it to sign in. */}
      <Suspense>{memory.snapshot && <Updates busy={away} />}</Suspense>
      {away && (memory.snapshot && memory.device ? <Suspense><Texts bundles={BUNDLES}><OfflineTill snapshot={memory.snapshot} device={memory.device} queue={memory.queue} onBusy={setBusy} /></Texts></Suspense> : <Nothing />)}
      {/* A short break takes nothing from whoever is in the middle of something. */}
      <Activity key={epoch} mode={away ? "hidden" : "visible"}>{children}</Activity>
    </>
  );
}
