/** Alerts in words, for whoever is called for them. Pure. */

import { currentLocale, texts } from "@/i18n/language";
import { lookTable, wordTable } from "@/i18n/tables";
import type { Messages } from "@/i18n/messages";
import type { AlertFigures, AlertState, AlertStep, Incident, Suppression } from "./alert-types";
import type { CsvColumn } from "./csv";
import { NONE } from "./format";
import { sentence, type Look } from "./selling-words";
import type { Alert, Severity } from "./types";

type Plain = Omit<Look, "word">;

export const SEVERITIES: Record<Severity, Look> = lookTable<Severity, Plain>({
  CRITICAL: { tone: "bad", icon: "cross" },
  WARNING: { tone: "warn", icon: "warning" },
  INFO: { tone: "info", icon: "info" },
}, (key) => texts("alerts")(`severity.${key}`));

export const ALERT_STATES: Record<AlertState, Look> = lookTable<AlertState, Plain>({
  RAISED: { tone: "bad", icon: "bell" },
  ACKNOWLEDGED: { tone: "info", icon: "hand" },
  RESOLVED: { tone: "ok", icon: "check" },
}, (key) => texts("alerts")(`state.${key}`));

export const SUPPRESSIONS: Record<Suppression, Look> = lookTable<Suppression, Plain>({
  SHELVED: { tone: "idle", icon: "mute" },
  OUT_OF_SERVICE: { tone: "idle", icon: "mute" },
  INCIDENT: { tone: "idle", icon: "link" },
  OVER: { tone: "idle", icon: "check" },
}, (key) => texts("alerts")(`suppression.${key}`));

/** Why nobody is called. */
export function suppressionMeans(suppression: Suppression): string {
  return texts("alerts")(`suppressionMeans.${suppression}`);
}

export const INCIDENT_KINDS: Record<Incident["kind"], string> = wordTable(["SITE_DARK", "STORM"] as const, (key) => texts("alerts")(`incidentKind.${key}`));

/** What is gathered in it. */
export function incidentMeans(kind: Incident["kind"]): string {
  return texts("alerts")(`incidentMeans.${kind}`);
}

type Step = keyof Messages["alerts"]["step"];

const STEPS: Record<string, Look> = lookTable<Step, Plain>({
  RAISED: { tone: "bad", icon: "bell" },
  RERAISED: { tone: "bad", icon: "bell" },
  ESCALATED: { tone: "bad", icon: "warning" },
  RELEASED: { tone: "warn", icon: "bell" },
  UPDATED: { tone: "info", icon: "refresh" },
  ACKNOWLEDGED: { tone: "info", icon: "hand" },
  RESOLVED: { tone: "ok", icon: "check" },
  CLEARED: { tone: "info", icon: "pause" },
  SHELVED: { tone: "idle", icon: "mute" },
  GROUPED: { tone: "idle", icon: "link" },
  ASSIGNED: { tone: "info", icon: "user" },
  NOTED: { tone: "muted", icon: "book" },
}, (key) => texts("alerts")(`step.${key}`));

/** A step of the journal. */
export function stepLook(what: string): Look {
  return STEPS[what.toUpperCase()] ?? { word: sentence(what), tone: "muted", icon: "info" };
}

/** Why nobody was told of a step; empty when somebody was. */
export function quietWord(quiet: AlertStep["quiet"]): string {
  if (quiet === "") return "";
  return SUPPRESSIONS[quiet.toUpperCase() as Suppression]?.word ?? sentence(quiet);
}

/** A word of its own within a line; German nouns keep their capital. */
export function inLine(word: string): string {
  return currentLocale() === "de" ? word : word.toLowerCase();
}

/** Who ended it. */
export function endedBy({ resolved_by }: Pick<Alert, "resolved_by">): string {
  const t = texts("alerts");
  return resolved_by === "" ? t("clearedByItself") : t("by", { name: resolved_by });
}

const UNITS = [["d", 86_400], ["h", 3600], ["min", 60], ["s", 1]] as const;

/** Seconds as the two largest units: "45 s", "4 min 10 s", "3 h", "2 d 5 h". */
export function durationWord(seconds: number | null): string {
  if (seconds === null) return NONE;
  const whole = Math.max(0, Math.round(seconds));
  const first = UNITS.findIndex(([, size]) => whole >= size);
  const t = texts("alerts");
  if (first === -1) return t("unit.s", { n: "0" });
  const [unit, size] = UNITS[first]!;
  const next = UNITS[first + 1];
  const rest = next ? Math.floor((whole % size) / next[1]) : 0;
  const words = t(`unit.${unit}`, { n: String(Math.floor(whole / size)) });
  return next && rest > 0 ? `${words} ${t(`unit.${next[0]}`, { n: String(rest) })}` : words;
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
