/** What keys mean at the till. Pure, so that it can be tried without a keyboard. */

export interface Stroke {
  key: string;
  timeMs: number;
}

const FORGOTTEN_MS = 3000;
const SCANNER_GAP_MS = 60;
const BARCODE = /^(\d{8}|\d{12,13})$/;

/** The pump number that is being typed: digits soon after one another belong together. */
export function typedPump(typed: string, sinceMs: number, digit: string): string {
  return (sinceMs > FORGOTTEN_MS ? "" : typed).concat(digit).replace(/^0+/, "").slice(-2);
}

/** What a barcode scanner typed: the digits before an Enter, faster than anybody's fingers. Empty: it was a person. */
export function scannedCode(strokes: readonly Stroke[]): string {
  const code = strokes.map((stroke) => stroke.key).join("");
  const quick = strokes.every((stroke, i) => i === 0 || stroke.timeMs - strokes[i - 1]!.timeMs < SCANNER_GAP_MS);
  return quick && BARCODE.test(code) ? code : "";
}

/** True for keys that belong to an input, or to a button that has the focus. */
export function isElsewhere(event: Pick<KeyboardEvent, "ctrlKey" | "metaKey" | "altKey" | "key" | "target">): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey) return true;
  const tag = event.target instanceof HTMLElement ? event.target.tagName : "";
  if (["INPUT", "SELECT", "TEXTAREA"].includes(tag)) return true;
  return event.key === "Enter" && ["BUTTON", "A", "SUMMARY"].includes(tag);
}
