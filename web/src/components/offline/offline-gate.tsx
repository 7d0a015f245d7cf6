"use client";

import { useQueryClient } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { Activity, useEffect, useState, type ReactNode } from "react";
import { useTranslations } from "use-intl";
import { connection } from "@/offline/server";
import { canWorkOffline, till, type Memory } from "@/offline/parts";
import type { SyncState } from "@/offline/sync";
import { Icon } from "../icon";
import { PosFrame } from "../till/pos-frame";
import { BigButton } from "../till/till-parts";
import { Empty } from "../ui";
import { LinkBadge } from "./link-badge";
import { Updates } from "./updates";
import { useLink, useMemory, useOfflineWatch, useSync } from "./use-offline";

const OfflineTill = dynamic(() => import("./offline-till").then((found) => found.OfflineTill), { ssr: false });

/** Nobody pays twice for what waits here: the till of the server comes back when it knows of it, or needs somebody to help. */
function isComing({ queue }: Memory, sync: SyncState): boolean {
  return queue.waiting.length > 0 && sync.kind !== "stuck" && sync.kind !== "signed_out";
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

/** Everything that is asked of the server is asked again when it has taken what was done without it. */
function useFreshAfterSending() {
  const client = useQueryClient();
  useEffect(() => {
    if (!canWorkOffline()) return;
    const { taken } = till();
    const again = () => void client.invalidateQueries();
    taken.add(again);
    return () => {
      taken.delete(again);
    };
  }, [client]);
}

/** The till as the server has it, or, while that is away, what can be done with what this browser knows. */
export function OfflineGate({ children }: { children: ReactNode }) {
  useOfflineWatch();
  useFreshAfterSending();
  const link = useLink();
  const memory = useMemory();
  const sync = useSync();
  const [busy, setBusy] = useState(false);
  const away = memory.snapshot !== undefined && (link === "offline" || busy || isComing(memory, sync));
  return (
    <>
      <Updates busy={away} />
      <Activity mode={away ? "hidden" : "visible"}>{children}</Activity>
      {away && (memory.snapshot && memory.device ? <OfflineTill snapshot={memory.snapshot} device={memory.device} queue={memory.queue} onBusy={setBusy} /> : <Nothing />)}
    </>
  );
}
