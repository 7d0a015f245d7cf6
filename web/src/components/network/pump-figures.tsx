"use client";

import { useTranslations } from "use-intl";
import { number } from "@/lib/format";
import { isFuelling } from "@/lib/ifsf";
import type { Site } from "@/lib/types";
import { useController } from "@/live/live-provider";
import { usePumpCount } from "../pump-summary";
import { Badge } from "../ui";

const isCalling = (state: string | null) => state === "CALLING";
const isShut = (state: string | null) => state === "CLOSED";
const isOut = (state: string | null) => state === "INOPERATIVE";

/** How many fuel, call, are closed or broken. */
export function PumpFigures({ site }: { site: Site }) {
  const t = useTranslations("sites");
  const offline = useController(site.site_id)?.online === false;
  const [fuelling, calling, shut, out] = [usePumpCount(site, isFuelling), usePumpCount(site, isCalling), usePumpCount(site, isShut), usePumpCount(site, isOut)];
  if (offline) return <span className="font-normal text-ink-2">{t("notKnown")}</span>;
  return (
    <span className="flex flex-wrap items-center justify-end gap-1.5 phone:justify-start">
      <span className="whitespace-nowrap">{t.rich("fuellingOf", { count: number(fuelling), total: number(site.pumps.length), b: (words) => <span className="text-lg font-semibold">{words}</span>, of: (words) => <span className="font-normal text-ink-2">{words}</span> })}</span>
      {calling > 0 && <Badge tone="warn" icon="bell">{t("summary.calling", { count: calling })}</Badge>}
      {shut > 0 && <Badge tone="muted" icon="lock">{t("summary.closed", { count: shut })}</Badge>}
      {out > 0 && <Badge tone="bad" icon="cross">{t("summary.out", { count: out })}</Badge>}
    </span>
  );
}
