"use client";

import { useTranslations } from "use-intl";
import { useCell, useLiveParts } from "@/live/live-provider";
import { Icon } from "./icon";

/** Whether what is on the screen follows the forecourt. */
export function LiveIndicator() {
  const t = useTranslations("common");
  const status = useCell(useLiveParts().status);
  if (status === "idle") return null;
  const live = status === "live";
  return (
    <span role="status" data-testid="live-status" data-status={live ? "live" : "reconnecting"}
      className={`inline-flex min-h-9 items-center gap-2 rounded-full px-3 text-sm font-bold ${live ? "bg-white/15 text-white" : "bg-[#ffd58a] text-[#3a2607]"}`}>
      {live
        ? <span className="pulse size-2.5 rounded-full bg-[#6ff0a8]" aria-hidden="true" />
        : <Icon name="unlink" className="size-4" />}
      {t(`live.${status}`)}
    </span>
  );
}
