"use client";

import Link from "next/link";
import { memo, type ReactNode } from "react";
import { useTranslations } from "use-intl";
import { sitePath } from "@/lib/navigation";
import type { Site } from "@/lib/types";
import { useController } from "@/live/live-provider";
import { useSiteSeeds } from "@/live/site-seeds";
import { ControllerBadge } from "./controller-status";
import { PumpFigures } from "./network/pump-figures";
import { LowestStock, NotSent, OpenAlerts, useSeen } from "./network/site-health";
import { PumpStrip } from "./pump-strip";

function Row({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex min-h-11 items-center justify-between gap-3 border-t border-line">
      <dt className="text-ink-2">{name}</dt>
      <dd className="text-right font-semibold">{children}</dd>
    </div>
  );
}

export const SiteCard = memo(function SiteCard({ site }: { site: Site }) {
  const t = useTranslations("sites");
  const { ref, seen } = useSeen<HTMLAnchorElement>();
  const seeds = useSiteSeeds(site, seen);
  const controller = useController(site.site_id);
  return (
    <Link ref={ref} href={sitePath(site.site_id)} data-testid={`site-${site.site_id}`}
      className="block h-full rounded-xl border border-line bg-surface px-5 py-4 hover:border-accent">
      <h2 className="truncate text-xl font-bold">{site.name}</h2>
      <p className="mb-3 text-sm text-ink-2">{site.site_id}</p>
      <div className="mb-3"><ControllerBadge controller={controller} known={!seeds.controller.isPending} zone={site.time_zone} /></div>
      <dl>
        <Row name={t("openAlerts")}><OpenAlerts site={site.site_id} /></Row>
        <Row name={t("pumps")}><PumpFigures site={site} /></Row>
        <Row name={t("lowestTank")}><LowestStock site={site} seen={seen} /></Row>
        <Row name={t("tills")}><NotSent site={site} seen={seen} /></Row>
      </dl>
      <PumpStrip site={site} current={controller?.online !== false} />
      {seeds.pumps.isError && <p className="border-t border-line py-2 text-sm font-semibold text-bad-ink">{t("someMissing")}</p>}
    </Link>
  );
});
