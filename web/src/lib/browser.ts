/** "Chrome on Windows" out of a User-Agent; only so much as people need to recognise their own. */

import { texts } from "@/i18n/language";

const BROWSERS: readonly [RegExp, string][] = [
  [/Edg\//, "Edge"], [/OPR\//, "Opera"], [/Firefox\//, "Firefox"], [/Chrome\//, "Chrome"], [/Safari\//, "Safari"], [/python|httpx|curl|motorway/i, "A program"],
];
const SYSTEMS: readonly [RegExp, string][] = [
  [/Windows/, "Windows"], [/Android/, "Android"], [/iPhone|iPad/, "iOS"], [/Mac OS X/, "macOS"], [/Linux/, "Linux"],
];

export function browserOf(userAgent: string): string {
  const found = (list: readonly [RegExp, string][]) => list.find(([pattern]) => pattern.test(userAgent))?.[1];
  const [browser, system] = [found(BROWSERS), found(SYSTEMS)];
  if (!browser) return userAgent ? userAgent.slice(0, 40) : texts("common")("unknownBrowser");
  return system ? texts("common")("browserOn", { browser, system }) : browser;
}
