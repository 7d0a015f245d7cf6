/** Cash: notes, coins and what a keypad says. All amounts in minor units. Pure. */

import { minorDigits } from "./format";
import type { NewTender } from "./till-types";

const NOTES: Record<string, readonly number[]> = {
  GBP: [500, 1000, 2000, 5000],
  EUR: [500, 1000, 2000, 5000, 10_000, 20_000],
};
const COINS: Record<string, readonly number[]> = {
  GBP: [1, 2, 5, 10, 20, 50, 100, 200],
  EUR: [1, 2, 5, 10, 20, 50, 100, 200],
};

const ANY_NOTES = [5, 10, 20, 50, 100, 200, 500, 1000];
const ANY_COINS = [1, 2, 5, 10, 20, 50, 100, 200];

/** Of a currency that is not known by its notes: the usual steps of 1, 2 and 5. */
export function notes(currency: string): readonly number[] {
  return NOTES[currency] ?? ANY_NOTES.map((note) => note * 10 ** minorDigits(currency));
}

export function coins(currency: string): readonly number[] {
  return COINS[currency] ?? ANY_COINS;
}

/** What a drawer holds, largest first. */
export function denominations(currency: string): readonly number[] {
  return [...new Set([...coins(currency), ...notes(currency)])].sort((a, b) => b - a);
}

/** Amounts that people prepay. */
export function presets(currency: string): readonly number[] {
  return [10, 20, 30, 40, 50, 100].map((amount) => amount * 10 ** minorDigits(currency));
}

export interface CashStep {
  /** What of it counts. */
  amountMinor: number;
  givenMinor: number;
  changeMinor: number;
  /** Still due after it. */
  leftMinor: number;
}

/** What handing over `givenMinor` does when `dueMinor` is due; nothing handed over means exactly that. */
export function cashStep(dueMinor: number, givenMinor: number): CashStep {
  const given = givenMinor || dueMinor;
  const amountMinor = Math.min(given, dueMinor);
  return { amountMinor, givenMinor: given, changeMinor: given - amountMinor, leftMinor: dueMinor - amountMinor };
}

/** Still due of a prepayment of which parts were taken. */
export function restOf(costMinor: number, given: readonly NewTender[]): number {
  return costMinor - given.reduce((sum, tender) => sum + (tender.amount_minor ?? 0), 0);
}

/** The tenders of a prepayment: the last one is all that the others leave, since the server knows that best. */
export function tendersFor(given: readonly NewTender[], last: NewTender): NewTender[] {
  return [...given, { ...last, amount_minor: 0 }];
}

export function countedTotal(counts: Readonly<Record<number, number>>): number {
  return Object.entries(counts).reduce((sum, [value, count]) => sum + Number(value) * count, 0);
}

const MILLI_ML = 1_000_000;

/** What a volume costs, rounded up to a minor unit, as the pos service asks of a prepayment (domain/opening.py). */
export function volumeCost(volumeMl: number, unitPriceMilli: number, currency: string): number {
  return Math.ceil((volumeMl * unitPriceMilli * 10 ** minorDigits(currency)) / MILLI_ML);
}
