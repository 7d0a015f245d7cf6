/** What rules are called on the screen: the server names those that come with the platform in English. Pure. */

import { currentLocale } from "@/i18n/language";
import { known } from "@/i18n/tables";
import { sentence } from "./selling-words";
import english from "../../messages/en/readyRules.json";

const NAMES: ReadonlyMap<string, string> = new Map(Object.entries(english.title));

/** Null in English, for a rule of one's own, and for one that somebody renamed; without a name it counts as not renamed. */
export function translatedTitle(rule: string, name?: string): string | null {
  const ready = NAMES.get(rule);
  if (currentLocale() === "en" || ready === undefined || (name ?? ready) !== ready) return null;
  return known("readyRules", `title.${rule}`) ?? null;
}

/** Without a name that is known, a rule of one's own is called by its id. */
export function ruleTitle(rule: string, name?: string): string {
  return translatedTitle(rule, name) ?? name ?? sentence(rule);
}
