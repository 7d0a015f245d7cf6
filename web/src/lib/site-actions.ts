/** What is asked to change about the configuration of sites. */

import type { components } from "@/api/schema";
import { api, body, ifStill, keyed } from "./api";

export type SiteDocument = components["schemas"]["Site"];
export type SiteCheck = components["schemas"]["SiteCheck"];

/** What applying it would make of the site; changes nothing. */
export const checkSite = (asked: SiteDocument, key: string) =>
  body(api.POST("/api/v1/sites/{site}/check", { params: { path: { site: asked.site_id }, header: keyed(key) }, body: asked }));

/** `version` is that of the site as it was seen, 0 where there was none. */
export const applySite = (asked: SiteDocument, version: number) =>
  body(api.PUT("/api/v1/sites/{site}", { params: { path: { site: asked.site_id }, header: ifStill(version) }, body: asked }));
