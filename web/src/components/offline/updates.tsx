"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import { useCell } from "@/live/live-provider";
import { Icon } from "../icon";
import { servings } from "../till/serving";
import { BigButton } from "../till/till-parts";
import { useReload, useTakenOver, useWaitingVersion } from "./use-new-version";

/** The new version takes over when the cashier says so, never in the middle of a sale, and then in every tab of this browser. */
export function Updates({ busy }: { busy: boolean }) {
  const t = useTranslations("offline");
  const waiting = useWaitingVersion();
  const taken = useTakenOver();
  const serving = useCell(servings) > 0 || busy;
  const [hidden, setHidden] = useState(false);
  useReload(taken, serving);
  if (!waiting || hidden || serving || taken) return null;
  return (
    <div role="status" data-testid="new-version" className="flex flex-wrap items-center gap-3 bg-info-bg px-4 py-2 text-lg font-semibold text-info-ink print:hidden">
      <Icon name="info" className="size-7" />
      <p className="min-w-0 flex-1 basis-60">{t("update.title")}</p>
      <BigButton onClick={() => setHidden(true)}>{t("update.later")}</BigButton>
      <BigButton look="primary" data-testid="new-version-load" onClick={() => waiting.postMessage({ type: "SKIP_WAITING" })}>{t("update.now")}</BigButton>
    </div>
  );
}
