"use client";

import { useSearchParams } from "next/navigation";
import { useTranslations } from "use-intl";
import { ALERT_FILE, ALERT_FILTERS, askedAlerts } from "@/lib/alert-filter";
import { alertFile } from "@/lib/alert-queries";
import { useSites } from "@/lib/use-sites";
import { useLiveScope } from "@/live/live-provider";
import { AlertAnnouncer } from "../alert-list";
import { AlertTabs, PageHead } from "../page-head";
import { Segments } from "../segments";
import { ListFiles, useFilter } from "../table-tools";
import { AlertFiguresView } from "./alert-figures";
import { AlertRows } from "./alert-rows";
import { ALERT_TYPES } from "./parts";

const VIEWS = ["list", "figures"] as const;

/** `/alerts?site=…&state=…`: what must be looked after, and how that goes (`view=figures`). */
export function AlertsPage() {
  const t = useTranslations("alerts");
  const sites = useSites("alerts.read");
  const view = useSearchParams().get("view") === "figures" ? "figures" : "list";
  const { filter, set } = useFilter(ALERT_FILTERS);
  useLiveScope(filter.site ? [filter.site] : sites.all.map((site) => site.site_id), ALERT_TYPES);
  const choice = <Segments label={t("show")} value={view} options={VIEWS.map((value) => ({ value, word: t(`view.${value}`) }))} onChange={(next) => set({ view: next === "list" ? "" : next })} />;
  return (
    <>
      <AlertTabs />
      <PageHead title={t("alerts")} aside={<>{view === "list" && <ListFiles name="alerts" query={alertFile(askedAlerts(filter))} columns={ALERT_FILE} />}{choice}</>}>
        {t("intro")}
      </PageHead>
      {view === "list" ? <AlertRows sites={sites} /> : <AlertFiguresView sites={sites} />}
      <AlertAnnouncer site={filter.site} />
    </>
  );
}
