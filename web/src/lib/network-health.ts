/** How the sites of the network are, from two questions: their controllers and their open alerts. */

import type { Alert, Controller, Site } from "./types";

export interface SiteHealth {
  /** Null: its controller was never seen. */
  online: boolean | null;
  open: number;
  critical: number;
  /** Raised, and nobody has seen it yet. */
  unseen: number;
}

const NOTHING: SiteHealth = { online: null, open: 0, critical: 0, unseen: 0 };

export function networkHealth(controllers: readonly Controller[], alerts: readonly Alert[]): ReadonlyMap<string, SiteHealth> {
  const found = new Map<string, SiteHealth>();
  const at = (site: string) => found.get(site) ?? NOTHING;
  controllers.forEach(({ site, online }) => found.set(site, { ...at(site), online }));
  alerts.forEach((alert) => {
    const now = at(alert.site);
    found.set(alert.site, {
      ...now, open: now.open + 1, critical: now.critical + Number(alert.severity === "CRITICAL"), unseen: now.unseen + Number(alert.state === "RAISED"),
    });
  });
  return found;
}

export function healthOf(health: ReadonlyMap<string, SiteHealth>, site: string): SiteHealth {
  return health.get(site) ?? NOTHING;
}

/** Somebody should look: it is dark, or something critical or unseen is open. A site that is still being built is not dark. */
export function needsAttention({ online, critical, unseen }: SiteHealth): boolean {
  return online === false || critical > 0 || unseen > 0;
}

export interface NetworkFigures {
  sites: number;
  attention: number;
  offline: number;
  open: number;
  critical: number;
}

export function networkFigures(sites: readonly Pick<Site, "site_id">[], health: ReadonlyMap<string, SiteHealth>): NetworkFigures {
  const all = sites.map(({ site_id }) => healthOf(health, site_id));
  const sum = (of: (one: SiteHealth) => number) => all.reduce((total, one) => total + of(one), 0);
  return { sites: sites.length, attention: sum((one) => Number(needsAttention(one))), offline: sum((one) => Number(one.online === false)), open: sum((one) => one.open), critical: sum((one) => one.critical) };
}

/** Words in any order, in the name or the id. */
export function matches(site: Pick<Site, "site_id" | "name">, text: string): boolean {
  const about = `${site.name} ${site.site_id}`.toLowerCase();
  return text.toLowerCase().split(/\s+/).every((word) => about.includes(word));
}

/** The worst that is known of a site, worst first. */
export const SITE_STATES = ["offline", "critical", "alerts", "unknown", "well"] as const;
export type SiteState = (typeof SITE_STATES)[number];

export function stateOf({ online, open, critical }: SiteHealth): SiteState {
  if (online === false) return "offline";
  if (critical > 0) return "critical";
  if (open > 0) return "alerts";
  return online === null ? "unknown" : "well";
}

export function worst(states: readonly SiteState[]): SiteState {
  return SITE_STATES.find((state) => states.includes(state)) ?? "unknown";
}
