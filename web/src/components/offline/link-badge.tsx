"use client";

import { Suspense, lazy, useState } from "react";
import { useTranslations } from "use-intl";
import { useCell, useLiveParts } from "@/live/live-provider";
import type { Link } from "@/offline/connection";
import { Icon } from "../icon";
import { useLink, useUnsent } from "./use-offline";

const QueueDialog = lazy(() => import("./queue-dialog").then((found) => ({ default: found.QueueDialog })));

const LOOKS: Record<Link, string> = { live: "bg-white/15 text-white", late: "bg-[#ffd58a] text-[#3a2607]", offline: "bg-[#ffb4ab] text-[#410e0b]" };

/** The truth about the line, and how much has not gone over it yet. `fresh` is false while the live stream is behind. */
export function LinkBadge({ fresh = true }: { fresh?: boolean }) {
  const t = useTranslations("offline");
  const link = useLink();
  const unsent = useUnsent();
  const [open, setOpen] = useState(false);
  const shown = link === "live" && !fresh ? "late" : link;
  return (
    <>
      <button type="button" data-testid="link-badge" aria-haspopup="dialog" onClick={() => setOpen(true)} title={t(`link.${shown}Hint`)}
        className={`inline-flex min-h-11 shrink-0 items-center gap-2 rounded-full px-3 text-sm font-bold ${LOOKS[shown]}`}>
        {shown === "live" ? <span className="pulse size-2.5 rounded-full bg-[#6ff0a8]" aria-hidden="true" /> : <Icon name="unlink" className="size-4" />}
        <span role="status" data-testid="live-status" data-status={shown}>{t(`link.${shown}`)}</span>
        {unsent > 0 && <span data-testid="unsent" data-count={unsent} className="rounded-full bg-[#410e0b] px-2 py-0.5 text-white tabular-nums">{t("unsent", { count: unsent })}</span>}
      </button>
      <Suspense>{open && <QueueDialog onClose={() => setOpen(false)} />}</Suspense>
    </>
  );
}

/** In the bar of a station, where the live stream is followed. */
export function StationLink() {
  const status = useCell(useLiveParts().status);
  return <LinkBadge fresh={status === "live"} />;
}
