/** A QR code as the path of a drawing. */

import { encode } from "uqr";

export interface QrDrawing {
  /** Width and height in modules, with the quiet zone. */
  size: number;
  path: string;
}

const QUIET = 4;

/** Runs of dark modules become one stroke each. */
export function qrDrawing(text: string): QrDrawing {
  const { data, size } = encode(text, { ecc: "M", border: QUIET });
  const path = data.map((row, y) => [...row.map((dark) => (dark ? "1" : "0")).join("").matchAll(/1+/g)].map((run) => `M${run.index} ${y}h${run[0].length}v1h-${run[0].length}z`).join("")).join("");
  return { size, path };
}
