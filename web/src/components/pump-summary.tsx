"use client";

import { useTranslations } from "use-intl";
import type { Site } from "@/lib/types";
import { useController, useLiveValue } from "@/live/live-provider";
import { key } from "@/live/store";
import { isFuelling } from "@/lib/ifsf";
import { Badge } from "./ui";

/** How many of a site's pumps are in one of these states. */
export function usePumpCount(site: Site, matches: (state: string | null) => boolean): number {
  const names = site.pumps.map((pump) => key.pump(site.site_id, pump.number));
  return useLiveValue(names, (store) => names.filter((name) => matches(store.get("pump", name)?.state ?? null)).length);
}

const isCalling = (state: string | null) => state === "CALLING";
const isOut = (state: string | null) => state === "INOPERATIVE";

export function PumpSummary({ site }: { site: Site }) {
  const t = useTranslations("sites");
  const offline = useController(site.site_id)?.online === false;
  const [fuelling, calling, out] = [usePumpCount(site, isFuelling), usePumpCount(site, isCalling), usePumpCount(site, isOut)];
  if (offline) return <Badge tone="muted" icon="unlink">{t("lastKnown")}</Badge>;
  return (
    <div className="flex flex-wrap gap-2">
      <Badge tone={fuelling ? "ok" : "muted"} icon="drop">{t("summary.fuelling", { count: fuelling })}</Badge>
      {calling > 0 && <Badge tone="warn" icon="bell">{t("summary.calling", { count: calling })}</Badge>}
      {out > 0 && <Badge tone="bad" icon="cross">{t("summary.inoperative", { count: out })}</Badge>}
    </div>
  );
}
