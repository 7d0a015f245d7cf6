/** Roles and operations in words. The table of who may do what is the server's (motorway_access/roles.py). */

import { texts } from "@/i18n/language";
import { known } from "@/i18n/tables";
import type { Grant, Operation, Role } from "./types";

const NAMES: readonly Role[] = ["cashier", "supervisor", "station_manager", "area_manager", "technician", "finance", "auditor", "admin"];

export const ROLES: Readonly<Record<Role, { word: string; means: string }>> = Object.defineProperties({} as Record<Role, { word: string; means: string }>, Object.fromEntries(NAMES.map((role) =>
  [role, { enumerable: true, get: () => ({ word: texts("roles")(`word.${role}`), means: texts("roles")(`means.${role}`) }) }])));

/** The roles that a role may give to others (GRANTABLE of motorway_access/roles.py). */
const GRANTABLE: Partial<Record<Role, readonly Role[]>> = {
  station_manager: ["cashier", "supervisor"],
  area_manager: ["cashier", "supervisor", "station_manager", "technician"],
  admin: NAMES,
};

export function grantable(grants: readonly Grant[]): Role[] {
  const given = new Set(grants.flatMap((grant) => GRANTABLE[grant.role] ?? []));
  return NAMES.filter((role) => given.has(role));
}

export function roleWord(role: string): string {
  return known("roles", `word.${role}`) ?? plainWord(role);
}

/** How sites and areas are called, where that is known. */
export interface PlaceNames {
  site: (id: string) => string;
  area: (id: string) => string;
}

const BY_ID: PlaceNames = { site: (id) => id, area: (id) => id };

/** `{role: cashier, site: m25-cobham}` → "Cashier at m25-cobham". */
export function grantWord(grant: Grant, names: PlaceNames = BY_ID): string {
  return `${roleWord(grant.role)} ${placeWord(grant, names)}`;
}

export function placeWord(grant: Grant, names: PlaceNames = BY_ID): string {
  const t = texts("roles");
  if (grant.site) return t("at", { site: names.site(grant.site) });
  return grant.area ? t("inArea", { area: names.area(grant.area) }) : t("everywhere");
}

/** Of the audit; one without words of its own is read as it is written. Only the dashboard has these words. */
export function operationWord(operation: string): string {
  return known("people", `operation.${operation}`) ?? plainWord(operation);
}

function plainWord(operation: string): string {
  const words = operation.replace(/^auth\./, "").replace(/[._]/g, " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** What a key may be narrowed to. */
export const OPERATIONS: readonly Operation[] = [
  "sites.read", "sites.configure", "telemetry.read", "telemetry.export", "live.read", "controllers.ping", "devices.read", "devices.enrol",
  "devices.revoke", "quarantine.read", "alerts.read", "alerts.acknowledge", "alerts.resolve", "tills.read", "tills.manage", "users.read",
  "users.manage", "areas.read", "areas.manage", "api_keys.read", "api_keys.manage", "audit.read",
  "pumps.authorise", "pumps.control", "pumps.stop", "pumps.restart", "commands.read", "sales.read", "sales.sell", "sales.approve",
  "shifts.read", "shifts.operate", "shifts.manage", "prices.read", "prices.manage", "catalogue.read", "catalogue.manage",
  "accounts.read", "accounts.manage", "settlement.read", "discrepancies.resolve",
  "payments.read", "payments.take", "readers.read", "readers.manage", "disputes.read", "disputes.manage", "finance.read", "breaks.resolve", "ledger.read",
  "alert_rules.read", "alert_rules.manage", "silences.manage", "notifications.read", "channels.manage", "on_call.read", "on_call.manage", "push.subscribe",
  "personal_data.export", "personal_data.erase",
];
