/** Numbers, money and times as station staff read them, in the language of the screen. `null` becomes an en dash. */

import { currentLocale, texts } from "@/i18n/language";
import { FORMAT_LOCALES } from "@/i18n/locales";
import { known } from "@/i18n/tables";

/** How the reader's language writes numbers and dates. */
const formatLocale = () => FORMAT_LOCALES[currentLocale()];
export const NONE = "–";
const MINUS = "−";

function cached<T>(make: (key: string, locale: string) => T): (key: string) => T {
  const cache = new Map<string, T>();
  return (key) => {
    const locale = formatLocale();
    let value = cache.get(`${locale} ${key}`);
    if (value === undefined) cache.set(`${locale} ${key}`, (value = make(key, locale)));
    return value;
  };
}

/** Digits of ISO 4217's minor units, in which the API counts, where they are not two. A browser's own table says how
 * prices are written: it has no fillér for the forint, and a hundredth of the amount would be shown. */
const MINOR_DIGITS: Readonly<Record<string, number>> = {
  BIF: 0, CLP: 0, DJF: 0, GNF: 0, ISK: 0, JPY: 0, KMF: 0, KRW: 0, PYG: 0, RWF: 0, UGX: 0, UYI: 0, VND: 0, VUV: 0, XAF: 0, XOF: 0, XPF: 0,
  BHD: 3, IQD: 3, JOD: 3, KWD: 3, LYD: 3, OMR: 3, TND: 3,
  CLF: 4, UYW: 4,
};

/** A device may name no currency, or none that exists: its figures are then shown without a sign. */
function currencyFormat(code: string, locale: string, fixed: Intl.NumberFormatOptions = {}): Intl.NumberFormat {
  if (/^[A-Za-z]{3}$/.test(code)) return new Intl.NumberFormat(locale, { style: "currency", currency: code, ...fixed });
  return new Intl.NumberFormat(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2, ...fixed });
}

const decimals = cached((digits, locale) =>
  new Intl.NumberFormat(locale, { minimumFractionDigits: Number(digits), maximumFractionDigits: Number(digits) }));
const exact = cached((_, locale) => new Intl.NumberFormat(locale, { maximumFractionDigits: 6 }));
const inMinor = (code: string) => ({ minimumFractionDigits: minorDigits(code), maximumFractionDigits: minorDigits(code) });
const currencies = cached((code, locale) => currencyFormat(code, locale, inMinor(code)));
const prices = cached((code, locale) => currencyFormat(code, locale, { minimumFractionDigits: 3, maximumFractionDigits: 3 }));
const shortCurrencies = cached((code, locale) => currencyFormat(code, locale, { ...inMinor(code), trailingZeroDisplay: "stripIfInteger" }));
const clocks = cached((timeZone, locale) =>
  new Intl.DateTimeFormat(locale, { timeZone, hour: "2-digit", minute: "2-digit", second: "2-digit" }));
const stamps = cached((timeZone, locale) =>
  new Intl.DateTimeFormat(locale, { timeZone, day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" }));
const fullStamps = cached((timeZone, locale) =>
  new Intl.DateTimeFormat(locale, { timeZone, dateStyle: "medium", timeStyle: "medium" }));

/** With a minus as wide as the plus: browsers write a hyphen. */
function written(format: Intl.NumberFormat, value: number): string {
  return format.format(value).replace("-", MINUS);
}

/** "+12.50", "−0.25", "0.00": `text` is the amount without its sign. */
export function signed(value: number, text: string): string {
  return value === 0 ? text : `${value > 0 ? "+" : MINUS}${text}`;
}

export function number(value: number | null | undefined, digits = 0): string {
  return value === null || value === undefined ? NONE : written(decimals(String(digits)), value);
}

/** With as many decimals as it has. */
export function exactNumber(value: number): string {
  return written(exact(""), value);
}

/** Litres with two decimals, as a pump shows them. */
export function pumpLitres(volumeMl: number): string {
  return number(volumeMl / 1000, 2);
}

export function minorDigits(currency: string): number {
  return MINOR_DIGITS[currency.toUpperCase()] ?? 2;
}

export function money(minor: number, currency: string): string {
  return written(currencies(currency), minor / 10 ** minorDigits(currency));
}

/** Without decimals where they are zero: "£20", "£7.50". For notes and whole amounts on buttons. */
export function shortMoney(minor: number, currency: string): string {
  return written(shortCurrencies(currency), minor / 10 ** minorDigits(currency));
}

/** Thousandths of the major unit per litre, e.g. 1459 GBP is £1.459. */
export function unitPrice(milli: number, currency: string): string {
  return written(prices(currency), milli / 1000);
}

/** "1", "1 and 2", "1, 2 and 3". */
export function list(words: readonly string[]): string {
  return new Intl.ListFormat(formatLocale(), { type: "conjunction" }).format(words);
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
  const t = texts("common");
  if (seconds < 10) return t("ago.now");
  if (seconds < 60) return t("ago.seconds", { n: String(seconds - (seconds % 10)) });
  if (seconds < 3600) return t("ago.minutes", { n: String(Math.floor(seconds / 60)) });
  if (seconds < 86_400) return t("ago.hours", { n: String(Math.floor(seconds / 3600)) });
  return t("ago.days", { n: String(Math.floor(seconds / 86_400)) });
}

const MACHINE_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** `pump/3` → "Pump 3", `controller` → "Controller", `sale/0193…` → "Sale": an id that says nothing to people is left out. */
export function deviceName(device: string): string {
  const [kind = "", ...named] = device.split("/");
  const rest = named.filter((part) => !MACHINE_ID.test(part));
  const word = known("common", `device.${kind}`) ?? kind.charAt(0).toUpperCase() + kind.slice(1);
  return [word, ...rest].join(" ");
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
  return time === null ? NONE : new Date(time).toLocaleDateString(formatLocale(), { day: "numeric", month: "short", year: "numeric" });
}

/** A day without a time zone: `2026-07-05` → "5 Jul 2026". */
export function dayWord(day: string): string {
  return new Date(`${day}T00:00:00Z`).toLocaleDateString(formatLocale(), { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });
}

/** January to December, short; English ones have three letters. */
export function shortMonths(): string[] {
  const all = Array.from({ length: 12 }, (_, month) => new Date(Date.UTC(2026, month, 15)).toLocaleDateString(formatLocale(), { month: "short", timeZone: "UTC" }));
  return currentLocale() === "en" ? all.map((name) => name.slice(0, 3)) : all;
}

/** `2026-07` → "July 2026". */
export function monthWord(month: string): string {
  return new Date(`${month}-01T00:00:00Z`).toLocaleDateString(formatLocale(), { month: "long", year: "numeric", timeZone: "UTC" });
}
