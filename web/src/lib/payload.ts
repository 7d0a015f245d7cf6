/** Messages of devices, for people to read. */

import { number } from "./format";

export function bytes(size: number): string {
  return size < 1024 ? `${size} B` : size < 1024 ** 2 ? `${number(size / 1024, 1)} kB` : `${number(size / 1024 ** 2, 1)} MB`;
}

/** Readable text of a base64 payload; control and undecodable bytes become a dot. */
export function payloadText(base64: string, limit = 2000): string {
  const raw = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
  const text = new TextDecoder().decode(raw.subarray(0, limit));
  return text.replace(/[\u0000-\u0008\u000b-\u001f\u007f\ufffd]/g, "·") + (raw.length > limit ? " …" : "");
}
