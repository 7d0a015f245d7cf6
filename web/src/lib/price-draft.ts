/** A price set as a form edits it. Unit prices are thousandths of the major unit per litre. */

import { texts } from "@/i18n/language";
import { wordTable } from "@/i18n/tables";
import { milliOf, milliText } from "./amounts";
import { number, signed } from "./format";
import { instantsOf, wallClock } from "./ranges";
import type { Price, PriceSet, ServiceLevel, SitePrices } from "./selling-types";
import type { Site } from "./types";

export const SERVICE_LEVELS: Record<ServiceLevel, string> = wordTable(["SELF", "ATTENDED"] as const, (key) => texts("trade")(`prices.level.${key}`));
export const LARGE_CHANGE = 0.25;

export interface PriceKey {
  grade_id: string;
  service_level: ServiceLevel;
}

const same = (a: PriceKey, b: PriceKey) => a.grade_id === b.grade_id && a.service_level === b.service_level;

/** What the site sells: each grade that a nozzle gives, with its pump's service level; in the order of the site's grades. */
export function pricesInUse(site: Site): PriceKey[] {
  const used = site.pumps.flatMap((pump) => pump.nozzles.map((nozzle): PriceKey => ({ grade_id: nozzle.grade_id, service_level: pump.service_level ?? "SELF" })));
  const levels = Object.keys(SERVICE_LEVELS) as ServiceLevel[];
  return site.grades.flatMap(({ grade_id }) => levels.map((service_level) => ({ grade_id, service_level }))).filter((key) => used.some((one) => same(one, key)));
}

export function priceOf(set: Pick<PriceSet, "prices"> | null | undefined, key: PriceKey): number | null {
  return set?.prices.find((price) => same({ ...price, service_level: price.service_level ?? "SELF" }, key))?.unit_price_milli ?? null;
}

/** What the inputs begin with. */
export function draftOf(keys: readonly PriceKey[], set: PriceSet | null): string[] {
  return keys.map((key) => priceOf(set, key)).map((milli) => (milli === null ? "" : milliText(milli)));
}

/** The prices, or by position what is wrong with them. */
export function readDraft(keys: readonly PriceKey[], typed: readonly string[]): { prices: Price[]; wrong: Record<number, string> } {
  const wrong: Record<number, string> = {};
  const prices = keys.map((key, i): Price => {
    const milli = milliOf(typed[i] ?? "");
    if (milli === null || milli < 1 || milli > 9_999_999) wrong[i] = texts("trade")("prices.wrong");
    return { ...key, unit_price_milli: milli ?? 0 };
  });
  return { prices, wrong };
}

/** The set that will be in force just before: what the new one is compared with. `wall` is the site's local time, null is now. */
export function setBefore({ in_force, upcoming }: Pick<SitePrices, "in_force" | "upcoming">, wall: string | null, timeZone: string): PriceSet | null {
  const earlier = wall === null ? [] : upcoming.filter((set) => wallClock(timeZone, Date.parse(set.effective_at)) < wall);
  return earlier.at(-1) ?? in_force;
}

export interface Move extends PriceKey {
  before: number;
  after: number;
}

/** Moves of more than a quarter: they must be meant. */
export function largeMoves(before: PriceSet | null, prices: readonly Price[]): Move[] {
  return prices.flatMap((price) => {
    const key = { grade_id: price.grade_id, service_level: price.service_level ?? "SELF" };
    const old = priceOf(before, key);
    const large = old !== null && Math.abs(price.unit_price_milli - old) > LARGE_CHANGE * old;
    return large ? [{ ...key, before: old, after: price.unit_price_milli }] : [];
  });
}

/** "+37 %", "−4 %". */
export function changeWord(before: number, after: number): string {
  const percent = ((after - before) / before) * 100;
  const digits = Math.abs(percent) < 10 ? 1 : 0;
  return signed(percent, `${number(Math.abs(percent), digits)} %`);
}

/** Both instants of a local time that clocks show twice, as the API takes them. */
export function twice(wall: string, timeZone: string): { value: string; word: string }[] {
  return instantsOf(wall, timeZone).map((instant, i) => {
    const value = new Date(instant).toISOString();
    return { value, word: texts("trade")(i === 0 ? "prices.firstTime" : "prices.secondTime", { time: wall.slice(11), utc: value.slice(11, 16) }) };
  });
}
