import { healthOf, needsAttention, type SiteHealth } from "@/lib/network-health";
import type { Site } from "@/lib/types";
import { RowFiles } from "../table-tools";

function file(health: ReadonlyMap<string, SiteHealth>) {
  const of = (site: Site) => healthOf(health, site.site_id);
  return [
    { title: "site_id", value: (site: Site) => site.site_id }, { title: "name", value: (site: Site) => site.name }, { title: "time_zone", value: (site: Site) => site.time_zone }, { title: "currency", value: (site: Site) => site.currency },
    { title: "latitude", value: (site: Site) => site.position?.latitude }, { title: "longitude", value: (site: Site) => site.position?.longitude }, { title: "pumps", value: (site: Site) => site.pumps.length }, { title: "tanks", value: (site: Site) => site.tanks.length }, { title: "controller_online", value: (site: Site) => of(site).online },
    { title: "open_alerts", value: (site: Site) => of(site).open }, { title: "critical_alerts", value: (site: Site) => of(site).critical }, { title: "needs_attention", value: (site: Site) => needsAttention(of(site)) },
  ];
}

/** The sites that are shown, as a file and on paper. */
export function NetworkFile({ sites, health }: { sites: readonly Site[]; health: ReadonlyMap<string, SiteHealth> }) {
  return <RowFiles name="sites" rows={sites} columns={file(health)} />;
}
