/** What the signed-in person may do, as `GET /me` says. The server checks everything again. */

import type { Me, Operation } from "./types";

export type Permissions = Me["permissions"];

/** Anywhere when no site is named. */
export function may(permissions: Permissions, operation: Operation, site?: string): boolean {
  const permission = permissions.find((one) => one.operation === operation);
  if (!permission) return false;
  return permission.everything || (site === undefined ? permission.sites.length > 0 : permission.sites.includes(site));
}

/** For what concerns no single site. */
export function mayEverywhere(permissions: Permissions, operation: Operation): boolean {
  return permissions.some((one) => one.operation === operation && one.everything);
}

/** The sites of an operation; null is all of them. */
export function sitesOf(permissions: Permissions, operation: Operation): readonly string[] | null {
  const permission = permissions.find((one) => one.operation === operation);
  return permission?.everything ? null : (permission?.sites ?? []);
}
