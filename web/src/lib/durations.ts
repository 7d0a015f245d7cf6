/** Durations as people type them: "90 s", "5 min", "2 h", "1 d". Pure. */

const SIZES = [["d", 86_400], ["h", 3600], ["min", 60]] as const;
const UNITS: Record<string, number> = { "": 1, s: 1, sec: 1, min: 60, m: 60, h: 3600, d: 86_400 };

/** Exact, in the largest unit that leaves no rest: 5400 is "90 min". */
export function secondsText(seconds: number): string {
  const [unit, size] = SIZES.find(([, each]) => seconds !== 0 && seconds % each === 0) ?? ["s", 1];
  return `${seconds / size} ${unit}`;
}

/** Seconds; a bare number counts seconds. Null for what is no duration. */
export function secondsOf(text: string): number | null {
  const found = /^(\d{1,9}(?:[.,]\d{1,3})?)\s*([a-z]*)$/i.exec(text.trim());
  const size = found && UNITS[found[2]!.toLowerCase()];
  return found && size ? Number(found[1]!.replace(",", ".")) * size : null;
}
