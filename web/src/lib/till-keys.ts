/** What keys mean at the till. Pure, so that it can be tried without a keyboard. */

import { BARCODE } from "./barcodes";

export interface Stroke {
  key: string;
  timeMs: number;
}

const FORGOTTEN_MS = 3000;
const SCANNER_GAP_MS = 60;
const LONGEST = 13;

/** The pump number that is being typed: digits soon after one another belong together. */
export function typedPump(typed: string, sinceMs: number, digit: string): string {
  return (sinceMs > FORGOTTEN_MS ? "" : typed).concat(digit).replace(/^0+/, "").slice(-2);
}

/** With one more; no more than a barcode has. */
export function withStroke(strokes: readonly Stroke[], stroke: Stroke): Stroke[] {
  return [...strokes, stroke].slice(-LONGEST);
}

/** What a barcode scanner typed: the last digits before an Enter, faster than anybody's fingers. Empty: it was a person. */
export function scannedCode(strokes: readonly Stroke[]): string {
  const slow = strokes.findLastIndex((stroke, i) => i > 0 && stroke.timeMs - strokes[i - 1]!.timeMs >= SCANNER_GAP_MS);
  const code = strokes.slice(Math.max(slow, 0)).map((stroke) => stroke.key).join("");
  return BARCODE.test(code) ? code : "";
}

function tagOf({ target }: Pick<KeyboardEvent, "target">): string {
  return target instanceof HTMLElement ? target.tagName : "";
}

/** True for keys that belong to an input. */
export function isTyping(event: Pick<KeyboardEvent, "target">): boolean {
  return ["INPUT", "SELECT", "TEXTAREA"].includes(tagOf(event));
}

/** True for keys that belong to an input, or to a button that has the focus. */
export function isElsewhere(event: Pick<KeyboardEvent, "ctrlKey" | "metaKey" | "altKey" | "key" | "target">): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event)) return true;
  return event.key === "Enter" && ["BUTTON", "A", "SUMMARY"].includes(tagOf(event));
}
