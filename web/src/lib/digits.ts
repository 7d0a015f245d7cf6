/** Amounts that are keyed in. */

const MAX_DIGITS = 8;

/** Digits as they are pressed move in from the right: "4310" is 43.10. */
export function pressed(digits: string, key: string): string {
  if (key === "erase") return digits.slice(0, -1);
  const next = (digits + key).replace(/^0+/, "");
  return next.length > MAX_DIGITS ? digits : next;
}
