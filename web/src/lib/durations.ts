/** Durations as people type them: "90 s", "5 min", "2 h", "1 d". Pure. */

import { texts } from "@/i18n/language";

const SIZES = [["d", 86_400], ["h", 3600], ["min", 60]] as const;
/** In each language, whichever the screen has. */
const UNITS: Record<string, number> = { "": 1, s: 1, sec: 1, sek: 1, min: 60, m: 60, h: 3600, std: 3600, d: 86_400, tg: 86_400, tag: 86_400, tage: 86_400, j: 86_400, jour: 86_400, jours: 86_400 };

/** Exact, in the largest unit that leaves no rest: 5400 is "90 min". */
export function secondsText(seconds: number): string {
  const [unit, size] = SIZES.find(([, each]) => seconds !== 0 && seconds % each === 0) ?? (["s", 1] as const);
  return texts("alerts")(`unit.${unit}`, { n: String(seconds / size) });
}

/** Seconds; a bare number counts seconds. Null for what is no duration. */
export function secondsOf(text: string): number | null {
  const found = /^(\d{1,9}(?:[.,]\d{1,3})?)\s*([a-z]*)\.?$/i.exec(text.trim());
  const size = found && UNITS[found[2]!.toLowerCase()];
  return found && size ? Number(found[1]!.replace(",", ".")) * size : null;
}
