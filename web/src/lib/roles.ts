/** Roles and operations in words. The table of who may do what is the server's (motorway_access/roles.py). */

import type { Grant, Operation, Role } from "./types";

export const ROLES: Record<Role, { word: string; means: string }> = {
  cashier: { word: "Cashier", means: "Watches the forecourt and sells" },
  supervisor: { word: "Supervisor", means: "Runs a shift: resolves alerts, enrols tills" },
  station_manager: { word: "Station manager", means: "Runs a station: its people, devices and records" },
  area_manager: { word: "Area manager", means: "Runs several stations and configures them" },
  technician: { word: "Technician", means: "Installs and mends controllers and devices" },
  finance: { word: "Finance", means: "Reads and exports what was sold and measured" },
  auditor: { word: "Auditor", means: "Reads everything, changes nothing" },
  admin: { word: "Administrator", means: "May do everything" },
};

/** The roles that a role may give to others (GRANTABLE of motorway_access/roles.py). */
const GRANTABLE: Partial<Record<Role, readonly Role[]>> = {
  station_manager: ["cashier", "supervisor"],
  area_manager: ["cashier", "supervisor", "station_manager", "technician"],
  admin: Object.keys(ROLES) as Role[],
};

export function grantable(grants: readonly Grant[]): Role[] {
  const given = new Set(grants.flatMap((grant) => GRANTABLE[grant.role] ?? []));
  return (Object.keys(ROLES) as Role[]).filter((role) => given.has(role));
}

export function roleWord(role: string): string {
  return (ROLES as Record<string, { word: string } | undefined>)[role]?.word ?? operationWord(role);
}

/** `{role: cashier, site: m25-cobham}` → "Cashier at m25-cobham". */
export function grantWord(grant: Grant): string {
  return `${roleWord(grant.role)} ${placeWord(grant)}`;
}

export function placeWord(grant: Grant): string {
  if (grant.site) return `at ${grant.site}`;
  return grant.area ? `in the area ${grant.area}` : "everywhere";
}

const OPERATION_WORDS: Record<string, string> = {
  "sites.configure": "Configure site", "controllers.ping": "Ping controller", "devices.enrol": "Enrol device", "devices.revoke": "Revoke device",
  "alerts.acknowledge": "Acknowledge alert", "alerts.resolve": "Resolve alert", "tills.manage": "Manage tills", "users.manage": "Manage users",
  "areas.manage": "Manage areas", "api_keys.manage": "Manage API keys", profile: "Own account",
  "pumps.authorise": "Authorise pump", "pumps.control": "Control pump", "pumps.stop": "Stop pump", "pumps.restart": "Restart pump", "sales.sell": "Sell", "sales.approve": "Approve",
  "shifts.operate": "Work a shift", "shifts.manage": "Manage shifts", "prices.manage": "Manage prices", "catalogue.manage": "Manage shop items",
  "accounts.manage": "Manage accounts", "discrepancies.resolve": "Resolve discrepancy",
  "payments.take": "Take card payment", "readers.manage": "Manage card readers", "disputes.manage": "Answer dispute", "breaks.resolve": "Resolve difference from Stripe",
  "alert_rules.manage": "Manage alert rules", "silences.manage": "Manage silences", "channels.manage": "Manage channels", "on_call.manage": "Manage who is on call", "push.subscribe": "Subscribe device",
};

/** Of the audit; one without words of its own is read as it is written. */
export function operationWord(operation: string): string {
  const words = OPERATION_WORDS[operation] ?? operation.replace(/^auth\./, "").replace(/[._]/g, " ");
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
];
