/** What is otherwise at a site while it is edited: texts as typed, empty as the rule says. Pure. */

import { texts } from "@/i18n/language";
import { secondsOf, secondsText } from "./durations";
import { fieldProblems } from "./problem";
import { limitOf, type Wrong } from "./rule-draft";
import type { Limit, Otherwise, Override, When } from "./rule-types";
import type { Severity } from "./types";

export type TextName = "device" | "limit" | "clear" | "for_s" | "clear_for_s";

export type OverrideDraft = Readonly<Record<TextName, string>> & { readonly enabled: string; readonly severity: string };

export const NOTHING_OTHERWISE: OverrideDraft = { device: "", enabled: "", severity: "", limit: "", clear: "", for_s: "", clear_for_s: "" };

/** The limit that the rule has; none for a rule without. */
function sideOf(when: When): "above" | "below" | null {
  if (!("above" in when)) return null;
  return when.above !== null ? "above" : "below";
}

/** What of a rule can be otherwise, and what that is called. */
export function overridable(when: When): readonly { name: TextName; label: string }[] {
  const [t, rule] = [texts("calls"), texts("alerts")];
  const side = sideOf(when);
  return [
    { name: "device", label: t("device") },
    ...(side ? [{ name: "limit", label: t(`otherwise.${side}`) } as const] : []), ...("clear" in when && when.clear !== null ? [{ name: "clear", label: rule("field.clear") } as const] : []),
    { name: "for_s", label: rule("field.for") }, ...("clear_for_s" in when ? [{ name: "clear_for_s", label: rule("field.clearFor") } as const] : []),
  ];
}

function text(value: Limit): string {
  return value === null ? "" : String(value);
}

function duration(value: number | null): string {
  return value === null ? "" : secondsText(value);
}

export function overrideDraftOf(one: Override): OverrideDraft {
  return {
    device: one.device, enabled: one.enabled === null ? "" : String(one.enabled), severity: one.severity ?? "", limit: text(one.above ?? one.below), clear: text(one.clear),
    for_s: duration(one.for_s), clear_for_s: duration(one.clear_for_s),
  };
}

function readOne(draft: OverrideDraft, when: When): Otherwise {
  const side = sideOf(when);
  return {
    device: draft.device.trim(), enabled: draft.enabled === "" ? null : draft.enabled === "true", severity: (draft.severity || null) as Severity | null,
    ...(side && { [side]: limitOf(draft.limit) }), clear: limitOf(draft.clear), for_s: secondsOf(draft.for_s), clear_for_s: secondsOf(draft.clear_for_s),
  };
}

/** `wrong` is by number and name: `0.for_s`. */
export function readOverrides(drafts: readonly OverrideDraft[], when: When): { overrides: Otherwise[]; wrong: Wrong } {
  const wrong: Record<string, string> = {};
  drafts.forEach((draft, i) => {
    for (const name of ["for_s", "clear_for_s"] as const) {
      if (draft[name].trim() && secondsOf(draft[name]) === null) wrong[`${i}.${name}`] = texts("alerts")("wrong.duration");
    }
  });
  return { overrides: drafts.map((draft) => readOne(draft, when)), wrong };
}

/** The server counts those of other sites first: `others` of them. */
export function refusedOverrides(error: unknown, others: number): { wrong: Wrong; shown: readonly string[] } {
  const found = Object.entries(fieldProblems(error)).flatMap(([field, message]) => {
    const [, place = "", name = ""] = /^overrides\.(\d+)\.(\w+)/.exec(field) ?? [];
    const shownAt = name === "above" || name === "below" ? "limit" : name === "site" ? "device" : name;
    return place && Number(place) >= others ? [[field, `${Number(place) - others}.${shownAt}`, message] as const] : [];
  });
  return { wrong: Object.fromEntries(found.map(([, name, message]) => [name, message])), shown: found.map(([field]) => field) };
}
