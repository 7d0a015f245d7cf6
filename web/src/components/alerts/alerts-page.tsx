"use client";

import { useSearchParams } from "next/navigation";
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

const VIEWS = [{ value: "list", word: "List" }, { value: "figures", word: "Figures" }] as const;

/** `/alerts?site=…&state=…`: what must be looked after, and how that goes (`view=figures`). */
export function AlertsPage() {
  const sites = useSites("alerts.read");
  const view = useSearchParams().get("view") === "figures" ? "figures" : "list";
  const { filter, set } = useFilter(ALERT_FILTERS);
  useLiveScope(filter.site ? [filter.site] : sites.all.map((site) => site.site_id), ALERT_TYPES);
  const choice = <Segments label="Show" value={view} options={VIEWS} onChange={(next) => set({ view: next === "list" ? "" : next })} />;
  return (
    <>
      <AlertTabs />
      <PageHead title="Alerts" aside={<>{view === "list" && <ListFiles name="alerts" query={alertFile(askedAlerts(filter))} columns={ALERT_FILE} />}{choice}</>}>
        What the platform tells people about, until somebody has looked after it.
      </PageHead>
      {view === "list" ? <AlertRows sites={sites} /> : <AlertFiguresView sites={sites} />}
      <AlertAnnouncer site={filter.site} />
    </>
  );
}
