"use client";

import Link from "next/link";
import { useTranslations } from "use-intl";
import { texts } from "@/i18n/language";
import { sitePath } from "@/lib/navigation";
import type { Site } from "@/lib/types";
import { useController } from "@/live/live-provider";
import { useSiteSeeds } from "@/live/site-seeds";
import { ControllerBadge } from "../controller-status";
import { DataTable, type Column } from "../data-table";
import { LINK } from "../sales/parts";
import { LowestStock, NotSent, OpenAlerts, useSeen } from "./site-health";
import { PumpFigures } from "./pump-figures";

function Name({ site }: { site: Site }) {
  return <span data-testid={`site-${site.site_id}`}><Link href={sitePath(site.site_id)} className={`text-base ${LINK}`}>{site.name}</Link><span className="block text-sm text-ink-2">{site.site_id}</span></span>;
}

/** Rows out of sight ask nothing. */
function Controller({ site }: { site: Site }) {
  const { ref, seen } = useSeen<HTMLSpanElement>();
  const seeds = useSiteSeeds(site, seen);
  return <span ref={ref}><ControllerBadge controller={useController(site.site_id)} known={!seeds.controller.isPending} zone={site.time_zone} /></span>;
}

function columns(): readonly Column<Site>[] {
  const t = texts("sites");
  return [
    { title: texts("common")("site"), cell: (site) => <Name site={site} /> },
    { title: t("controller"), cell: (site) => <Controller site={site} /> },
    { title: t("openAlerts"), cell: (site) => <OpenAlerts site={site.site_id} /> },
    { title: t("pumps"), width: "md:text-right", cell: (site) => <PumpFigures site={site} /> },
    { title: t("lowestTank"), width: "md:text-right", cell: (site) => <LowestStock site={site} /> },
    { title: t("tills"), cell: (site) => <NotSent site={site} /> },
  ];
}

/** One line for each site. */
export function SiteTable({ sites }: { sites: readonly Site[] }) {
  const t = useTranslations("sites");
  return <DataTable caption={t("tableCaption")} columns={columns()} rows={sites} rowId={(site) => site.site_id} />;
}
