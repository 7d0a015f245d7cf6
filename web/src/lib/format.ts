/** Numbers, money and times as station staff read them. Pure; `null` becomes an en dash. */

const LOCALE = "en-GB";
export const NONE = "–";

function cached<T>(make: (key: string) => T): (key: string) => T {
  const cache = new Map<string, T>();
  return (key) => {
    let value = cache.get(key);
    if (value === undefined) cache.set(key, (value = make(key)));
    return value;
  };
}

/** A device may name no currency, or none that exists: its figures are then shown without a sign. */
function currencyFormat(code: string, digits?: number): Intl.NumberFormat {
  const fixed = digits === undefined ? {} : { minimumFractionDigits: digits, maximumFractionDigits: digits };
  if (/^[A-Za-z]{3}$/.test(code)) return new Intl.NumberFormat(LOCALE, { style: "currency", currency: code, ...fixed });
  return new Intl.NumberFormat(LOCALE, { minimumFractionDigits: digits ?? 2, maximumFractionDigits: digits ?? 2 });
}

const decimals = cached((digits) =>
  new Intl.NumberFormat(LOCALE, { minimumFractionDigits: Number(digits), maximumFractionDigits: Number(digits) }));
const currencies = cached((code) => currencyFormat(code));
const prices = cached((code) => currencyFormat(code, 3));
const clocks = cached((timeZone) =>
  new Intl.DateTimeFormat(LOCALE, { timeZone, hour: "2-digit", minute: "2-digit", second: "2-digit" }));
const stamps = cached((timeZone) =>
  new Intl.DateTimeFormat(LOCALE, { timeZone, day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" }));
const fullStamps = cached((timeZone) =>
  new Intl.DateTimeFormat(LOCALE, { timeZone, dateStyle: "medium", timeStyle: "medium" }));

export function number(value: number | null | undefined, digits = 0): string {
  return value === null || value === undefined ? NONE : decimals(String(digits)).format(value);
}

/** Litres with two decimals, as a pump shows them. */
export function pumpLitres(volumeMl: number): string {
  return number(volumeMl / 1000, 2);
}

export function minorDigits(currency: string): number {
  return currencies(currency).resolvedOptions().maximumFractionDigits ?? 2;
}

export function money(minor: number, currency: string): string {
  return currencies(currency).format(minor / 10 ** minorDigits(currency));
}

/** Thousandths of the major unit per litre, e.g. 1459 GBP is £1.459. */
export function unitPrice(milli: number, currency: string): string {
  return prices(currency).format(milli / 1000);
}

export function percent(fraction: number | null): string {
  return fraction === null ? NONE : `${Math.round(fraction * 100)} %`;
}

export function clock(time: string | number, timeZone: string): string {
  return clocks(timeZone).format(new Date(time));
}

export function stamp(time: string | number, timeZone: string): string {
  return stamps(timeZone).format(new Date(time));
}

export function fullStamp(time: string | number, timeZone: string): string {
  return fullStamps(timeZone).format(new Date(time));
}

/** "now", "40 s ago", "12 min ago", "3 h ago", "5 d ago". */
export function ago(timeMs: number, nowMs: number): string {
  const seconds = Math.max(0, Math.round((nowMs - timeMs) / 1000));
  if (seconds < 10) return "now";
  if (seconds < 60) return `${seconds - (seconds % 10)} s ago`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ago`;
  if (seconds < 86_400) return `${Math.floor(seconds / 3600)} h ago`;
  return `${Math.floor(seconds / 86_400)} d ago`;
}

export function bytes(size: number): string {
  return size < 1024 ? `${size} B` : size < 1024 ** 2 ? `${number(size / 1024, 1)} kB` : `${number(size / 1024 ** 2, 1)} MB`;
}

/** `pump/3` → "Pump 3", `controller` → "Controller". */
export function deviceName(device: string): string {
  const words = device.split("/").join(" ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Readable text of a base64 payload; control and undecodable bytes become a dot. */
export function payloadText(base64: string, limit = 2000): string {
  const raw = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
  const text = new TextDecoder().decode(raw.subarray(0, limit));
  return text.replace(/[\u0000-\u0008\u000b-\u001f\u007f\ufffd]/g, "·") + (raw.length > limit ? " …" : "");
}

const here = () => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** In the reader's own time zone: for what concerns no site. */
export function localStamp(time: string | null): string {
  return time === null ? NONE : stamp(time, here());
}

export function localFullStamp(time: string | null): string {
  return time === null ? NONE : fullStamp(time, here());
}

export function localDay(time: string | null): string {
  return time === null ? NONE : new Date(time).toLocaleDateString(LOCALE, { day: "numeric", month: "short", year: "numeric" });
}
