/** Alerts in words, for whoever is called for them. Pure. */

import type { AlertFigures, AlertState, AlertStep, Incident, Suppression } from "./alert-types";
import type { CsvColumn } from "./csv";
import { NONE } from "./format";
import { sentence, type Look } from "./selling-words";
import type { Alert, Severity } from "./types";

export const SEVERITIES: Record<Severity, Look> = {
  CRITICAL: { word: "Critical", tone: "bad", icon: "cross" },
  WARNING: { word: "Warning", tone: "warn", icon: "warning" },
  INFO: { word: "Info", tone: "info", icon: "info" },
};

export const ALERT_STATES: Record<AlertState, Look> = {
  RAISED: { word: "Raised", tone: "bad", icon: "bell" },
  ACKNOWLEDGED: { word: "Acknowledged", tone: "info", icon: "hand" },
  RESOLVED: { word: "Resolved", tone: "ok", icon: "check" },
};

export interface Quiet extends Look {
  /** Why nobody is called. */
  means: string;
}

export const SUPPRESSIONS: Record<Suppression, Quiet> = {
  SHELVED: { word: "Silenced", tone: "idle", icon: "mute", means: "Nobody is called: somebody silenced it for a time." },
  OUT_OF_SERVICE: { word: "Maintenance", tone: "idle", icon: "mute", means: "Nobody is called: work is being done there." },
  INCIDENT: { word: "In an incident", tone: "idle", icon: "link", means: "Nobody is called for it by itself: its incident calls once for all of its alerts." },
  OVER: { word: "Over already", tone: "idle", icon: "check", means: "Nobody was called: it had ended when it became known." },
};

export const INCIDENT_KINDS: Record<Incident["kind"], { word: string; means: string }> = {
  SITE_DARK: { word: "Site offline", means: "The site's controller is offline. What this leads to is gathered here." },
  STORM: { word: "Many alerts at once", means: "More alerts came within a minute than anybody can look at. They are gathered here." },
};

const STEPS: Record<string, Look> = {
  RAISED: { word: "Raised", tone: "bad", icon: "bell" },
  RERAISED: { word: "Came again while held open", tone: "bad", icon: "bell" },
  ESCALATED: { word: "Became more severe", tone: "bad", icon: "warning" },
  RELEASED: { word: "Calls for people again", tone: "warn", icon: "bell" },
  UPDATED: { word: "Changed", tone: "info", icon: "refresh" },
  ACKNOWLEDGED: { word: "Acknowledged", tone: "info", icon: "hand" },
  RESOLVED: { word: "Resolved", tone: "ok", icon: "check" },
  CLEARED: { word: "Cleared, but held open", tone: "info", icon: "pause" },
  SHELVED: { word: "Silenced", tone: "idle", icon: "mute" },
  GROUPED: { word: "Joined an incident", tone: "idle", icon: "link" },
  ASSIGNED: { word: "Who looks after it changed", tone: "info", icon: "user" },
  NOTED: { word: "Note", tone: "muted", icon: "book" },
};

/** A step of the journal. */
export function stepLook(what: string): Look {
  return STEPS[what.toUpperCase()] ?? { word: sentence(what), tone: "muted", icon: "info" };
}

/** Why nobody was told of a step; empty when somebody was. */
export function quietWord(quiet: AlertStep["quiet"]): string {
  if (quiet === "") return "";
  return SUPPRESSIONS[quiet.toUpperCase() as Suppression]?.word ?? sentence(quiet);
}

/** Who ended it. */
export function endedBy({ resolved_by }: Pick<Alert, "resolved_by">): string {
  return resolved_by === "" ? "cleared by itself" : `by ${resolved_by}`;
}

const UNITS = [["d", 86_400], ["h", 3600], ["min", 60], ["s", 1]] as const;

/** Seconds as the two largest units: "45 s", "4 min 10 s", "3 h", "2 d 5 h". */
export function durationWord(seconds: number | null): string {
  if (seconds === null) return NONE;
  const whole = Math.max(0, Math.round(seconds));
  const first = UNITS.findIndex(([, size]) => whole >= size);
  if (first === -1) return "0 s";
  const [unit, size] = UNITS[first]!;
  const next = UNITS[first + 1];
  const rest = next ? Math.floor((whole % size) / next[1]) : 0;
  return `${Math.floor(whole / size)} ${unit}${next && rest > 0 ? ` ${rest} ${next[0]}` : ""}`;
}

/** Of what was raised; null when nothing was. */
export function nuisanceShare({ nuisance, raised }: Pick<AlertFigures, "nuisance" | "raised">): number | null {
  return raised === 0 ? null : nuisance / raised;
}

export const FIGURES_FILE: readonly CsvColumn<AlertFigures>[] = [
  { title: "rule", value: (one) => one.rule }, { title: "raised", value: (one) => one.raised }, { title: "nuisance", value: (one) => one.nuisance }, { title: "chattering", value: (one) => one.chattering },
  { title: "standing", value: (one) => one.standing }, { title: "stale", value: (one) => one.stale }, { title: "acknowledged", value: (one) => one.acknowledged }, { title: "resolved", value: (one) => one.resolved },
  { title: "mean_acknowledge_s", value: (one) => one.mean_acknowledge_s }, { title: "mean_resolve_s", value: (one) => one.mean_resolve_s },
];
