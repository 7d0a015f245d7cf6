/** Amounts as people type them, and differences as people read them. */

import { NONE, minorDigits, money, number, pumpLitres, signed } from "./format";

const MAX_DIGITS = 12;

/** "1.459" with three decimals is 1459; null for what is no such number. A comma is a decimal point. */
export function scaled(text: string, decimals: number): number | null {
  const found = /^([+-]?)(\d*)(?:[.,](\d*))?$/.exec(text.trim());
  if (!found) return null;
  const [, sign = "", whole = "", part = ""] = found;
  if (whole + part === "" || part.length > decimals || whole.length > MAX_DIGITS) return null;
  const value = Number(whole + part.padEnd(decimals, "0"));
  return sign === "-" && value !== 0 ? -value : value;
}

export function minorOf(text: string, currency: string): number | null {
  return scaled(text, minorDigits(currency));
}

export function milliOf(text: string): number | null {
  return scaled(text, 3);
}

/** 123450 GBP → "1234.50": what an input holds. */
export function minorText(minor: number, currency: string): string {
  const digits = minorDigits(currency);
  return (minor / 10 ** digits).toFixed(digits);
}

export function milliText(milli: number): string {
  return (milli / 1000).toFixed(3);
}

/** "+12.50 L", "−0.25 L", "0.00 L". */
export function litreDifference(ml: number | null): string {
  return ml === null ? NONE : `${signed(ml, pumpLitres(Math.abs(ml)))} L`;
}

export function moneyDifference(minor: number, currency: string): string {
  return signed(minor, money(Math.abs(minor), currency));
}

export function litres(ml: number | null): string {
  return ml === null ? NONE : `${pumpLitres(ml)} L`;
}

/** 2000 → "20 %", 550 → "5.5 %". */
export function vatRate(basisPoints: number): string {
  const percent = basisPoints / 100;
  return `${number(percent, Number.isInteger(percent) ? 0 : Number.isInteger(percent * 10) ? 1 : 2)} %`;
}

interface Taxed {
  amount_minor: number;
  vat_rate_bp: number;
}

export interface VatGroup {
  rate_bp: number;
  gross_minor: number;
  net_minor: number;
  vat_minor: number;
}

/** VAT = gross × r / (100 + r), half a minor unit up, once for each rate: as on the receipt (ADR 0035). */
export function vatGroups(lines: readonly Taxed[]): VatGroup[] {
  const rates = [...new Set(lines.map((line) => line.vat_rate_bp))].sort((a, b) => b - a);
  return rates.map((rate_bp) => {
    const gross_minor = lines.filter((line) => line.vat_rate_bp === rate_bp).reduce((sum, line) => sum + line.amount_minor, 0);
    const base = 10_000 + rate_bp;
    const vat = Math.floor((2 * Math.abs(gross_minor) * rate_bp + base) / (2 * base));
    const vat_minor = gross_minor < 0 ? -vat : vat;
    return { rate_bp, gross_minor, net_minor: gross_minor - vat_minor, vat_minor };
  });
}
