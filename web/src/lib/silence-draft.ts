/** A silence while it is made. Pure. */

import { texts } from "@/i18n/language";
import { fieldProblems } from "./problem";
import { instantsOf } from "./ranges";
import type { Wrong } from "./rule-draft";
import type { NewSilence, SilenceKind } from "./rule-types";

export interface SilenceDraft {
  kind: SilenceKind;
  everywhere: boolean;
  sites: readonly string[];
  rule: string;
  device: string;
  critical: boolean;
  reason: string;
  /** What the clock shows, `YYYY-MM-DDTHH:MM`; empty: now. */
  from: string;
  /** Hours that it lasts; empty: until `until`. */
  lasting: string;
  until: string;
}

const HOUR_MS = 3_600_000;

/** The first of the two instants that clocks show twice; null for what no clock shows. */
function instant(wall: string, timeZone: string): number | null {
  return instantsOf(wall.slice(0, 16), timeZone)[0] ?? null;
}

export function readSilence(draft: SilenceDraft, timeZone: string, nowMs: number): { wish: NewSilence; wrong: Wrong } {
  const { kind, everywhere, rule, critical } = draft;
  const start = draft.from === "" ? nowMs : instant(draft.from, timeZone);
  const end = draft.lasting === "" ? instant(draft.until, timeZone) : (start ?? nowMs) + Number(draft.lasting) * HOUR_MS;
  const wrong: Record<string, string> = {};
  const t = texts("alerts");
  if (!everywhere && draft.sites.length === 0) wrong.sites = t("wrong.chooseSite");
  if (start === null) wrong.starts_at = t("wrong.noClock");
  if (end === null) wrong.ends_at = t("wrong.until");
  const sites = everywhere ? [] : [...draft.sites];
  const times = { starts_at: draft.from === "" || start === null ? null : new Date(start).toISOString(), ends_at: new Date(end ?? nowMs).toISOString() };
  return { wish: { kind, sites, rule, device: draft.device.trim(), critical, reason: draft.reason.trim(), ...times }, wrong };
}

const SHOWN = ["sites", "rule", "device", "reason", "starts_at", "ends_at"];

/** What the server refused, beside the fields, and by which of its own names these are. */
export function refusedSilence(error: unknown): { wrong: Wrong; shown: readonly string[] } {
  const found = Object.entries(fieldProblems(error)).filter(([field]) => SHOWN.includes(field.split(".")[0]!));
  return { wrong: Object.fromEntries(found.map(([field, message]) => [field.split(".")[0]!, message])), shown: found.map(([field]) => field) };
}
