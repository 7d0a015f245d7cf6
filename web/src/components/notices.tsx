"use client";

import { useEffect, useState, type ReactNode } from "react";
import { useTranslations } from "use-intl";
import { clock, stamp } from "@/lib/format";
import type { Site } from "@/lib/types";
import { useCell, useController, useLiveParts } from "@/live/live-provider";
import { Icon, type IconName } from "./icon";
import { TONE } from "./ui";

const PATIENCE_MS = 3000;

function Notice({ tone, icon, children }: { tone: "warn" | "bad"; icon: IconName; children: ReactNode }) {
  return (
    <p role="status" className={`mb-4 flex items-center gap-3 rounded-xl px-5 py-3 font-semibold ${TONE[tone]}`}>
      <Icon name={icon} className="size-6" />
      <span>{children}</span>
    </p>
  );
}

/** When the stream was lost, once that has lasted longer than a blink; else null. */
function useLostSince(): number | null {
  const status = useCell(useLiveParts().status);
  const [since, setSince] = useState<number | null>(null);
  useEffect(() => {
    if (status !== "reconnecting") return;
    const lost = Date.now();
    const timer = setTimeout(() => setSince(lost), PATIENCE_MS);
    return () => {
      clearTimeout(timer);
      setSince(null);
    };
  }, [status]);
  return since;
}

/** Says when the screen no longer shows the present. */
export function Notices({ site }: { site: Site }) {
  const t = useTranslations("common");
  const lost = useLostSince();
  const controller = useController(site.site_id);
  return (
    <>
      {lost !== null && (
        <Notice tone="warn" icon="unlink">{t("liveStopped", { time: clock(lost, site.time_zone) })}</Notice>
      )}
      {controller?.online === false && controller.since && (
        <Notice tone="bad" icon="unlink">{t("controllerOffline", { time: stamp(controller.since, site.time_zone) })}</Notice>
      )}
    </>
  );
}
