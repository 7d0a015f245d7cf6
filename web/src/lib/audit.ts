/** The audit's words, and its days: they are those of UTC, as the chain of records is. */

import { texts } from "@/i18n/language";
import { lookTable } from "@/i18n/tables";
import type { Tone } from "./ifsf";
import type { Filter } from "./queries";

export const FILTERS = ["from", "to", "q", "actor", "site", "operation", "outcome", "target"] as const;

export function utcDay(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}

const DAY_MS = 86_400_000;

/** Days as instants: from the beginning of the first to the beginning of the day after the last. */
export function instants(filter: Filter): Filter {
  const { from, to, ...rest } = filter;
  return {
    ...rest, ...(from && { from: `${from}T00:00:00Z` }), ...(to && { to: new Date(Date.parse(`${to}T00:00:00Z`) + DAY_MS).toISOString() }),
  };
}

export interface OutcomeLook {
  word: string;
  tone: Tone;
  icon: "check" | "cross" | "question" | "lock";
}

const OUTCOMES: Readonly<Record<string, OutcomeLook>> = lookTable<"accepted" | "refused" | "failed" | "unknown", Omit<OutcomeLook, "word">>({
  accepted: { tone: "ok", icon: "check" },
  refused: { tone: "warn", icon: "lock" },
  failed: { tone: "bad", icon: "cross" },
  unknown: { tone: "muted", icon: "question" },
}, (outcome) => texts("calls")(`audit.outcomeIs.${outcome}`));

export function outcomeLook(outcome: string): OutcomeLook {
  return OUTCOMES[outcome] ?? { word: outcome, tone: "muted", icon: "question" };
}

export const outcomeOptions = () => Object.entries(OUTCOMES).map(([value, { word }]) => ({ value, word }));

/** `user/01a20b9a-7e44-7396-873e-a99e529863b5` → `user/…529863b5`: ids of one day begin alike. */
export function shortTarget(target: string): string {
  return target.replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{4}([0-9a-f]{8})/g, "…$2");
}
