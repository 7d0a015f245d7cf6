/** What is asked to change about the configuration of sites. */

import type { components } from "@/api/schema";
import { api, body, ifStill, keyed } from "./api";

/** As people write it: what is left out gets its default. */
export type SiteDraft = components["schemas"]["SiteInput"];
export type SiteCheck = components["schemas"]["SiteCheck"];

/** What applying it would make of the site; changes nothing. */
export const checkSite = (asked: SiteDraft, key: string) =>
  body(api.POST("/api/v1/sites/{site}/check", { params: { path: { site: asked.site_id }, header: keyed(key) }, body: asked }));

/** `version` is that of the site as it was seen, 0 where there was none. */
export const applySite = (asked: SiteDraft, version: number) =>
  body(api.PUT("/api/v1/sites/{site}", { params: { path: { site: asked.site_id }, header: ifStill(version) }, body: asked }));
