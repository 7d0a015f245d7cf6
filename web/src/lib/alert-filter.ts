/** What the list of alerts shows, from its address. Pure. */

import type { CsvColumn } from "./csv";
import type { Filter } from "./queries";
import type { Alert } from "./types";

export const ALERT_FILTERS = ["site", "state", "severity", "rule", "assignee", "text", "incident", "suppressed"] as const;
export const ANY_STATE = "ANY";
const OPEN = "RAISED,ACKNOWLEDGED";

/** With these, alerts are looked for also inside of incidents. */
const SEARCHES = ["severity", "rule", "assignee", "text", "incident"] as const;

/** The address as what the API is asked: open alerts unless it says otherwise. */
export function askedAlerts(filter: Filter): Filter {
  const { state = "", ...rest } = filter;
  const states = state === ANY_STATE || (state === "" && rest.incident) ? "" : state || OPEN;
  return { ...rest, ...(states && { state: states }) };
}

/** An incident is one row, unless one looks for something that may be inside. */
export function isGrouped(filter: Filter): boolean {
  return !SEARCHES.some((name) => filter[name]);
}

export const ALERT_FILE: readonly CsvColumn<Alert>[] = [
  { title: "alert_id", value: (one) => one.alert_id }, { title: "site", value: (one) => one.site }, { title: "device", value: (one) => one.device }, { title: "rule", value: (one) => one.rule },
  { title: "severity", value: (one) => one.severity }, { title: "state", value: (one) => one.state }, { title: "text", value: (one) => one.text }, { title: "raised_at", value: (one) => one.raised_at },
  { title: "acknowledged_at", value: (one) => one.acknowledged_at }, { title: "acknowledged_by", value: (one) => one.acknowledged_by }, { title: "resolved_at", value: (one) => one.resolved_at },
  { title: "resolved_by", value: (one) => one.resolved_by }, { title: "assignee", value: (one) => one.assignee }, { title: "suppression", value: (one) => one.suppression },
  { title: "chattering", value: (one) => one.chattering }, { title: "occurrences", value: (one) => one.occurrences }, { title: "incident_id", value: (one) => one.incident_id },
];
