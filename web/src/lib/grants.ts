/** A role and where it holds, as a form edits it. */

import type { Grant, Role } from "./types";

export type Reach = "site" | "area" | "everything";

export interface GrantDraft {
  role: Role;
  reach: Reach;
  /** Site or area id; empty while not chosen, and for everything. */
  where: string;
}

export function draftOf(grant: Grant): GrantDraft {
  if (grant.site) return { role: grant.role, reach: "site", where: grant.site };
  return grant.area ? { role: grant.role, reach: "area", where: grant.area } : { role: grant.role, reach: "everything", where: "" };
}

export function grantOf({ role, reach, where }: GrantDraft): Grant {
  const nowhere = { role, site: null, area: null, everything: false };
  if (reach === "everything") return { ...nowhere, everything: true };
  return reach === "site" ? { ...nowhere, site: where.trim() } : { ...nowhere, area: where.trim() };
}

export function isWhole(draft: GrantDraft): boolean {
  return draft.reach === "everything" || draft.where.trim() !== "";
}
