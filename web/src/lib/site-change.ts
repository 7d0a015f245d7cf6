/** What a change of a site's configuration changes, in words. */

import { vatRate } from "./amounts";
import { differences, type Difference } from "./difference";
import { money, number } from "./format";
import type { SiteDraft } from "./site-actions";

export interface SiteChange {
  /** "Tank 3", "Pump 2, nozzle 1", "Grade diesel", "The site". */
  what: string;
  kind: "added" | "removed" | "changed";
  /** "capacity 60,000 L, was 50,000 L" */
  details: readonly string[];
}

const WORDS: Record<string, string> = {
  name: "name", time_zone: "time zone", currency: "currency", max_unpaid: "fuellings that may wait on a pump", zero_tr_mode: "fuellings of nothing", prepay_max_minor: "most that may be prepaid",
  receipt_note: "note on receipts", simplified_limit_minor: "full invoice needed above", "supplier › name": "supplier", "supplier › address": "supplier's address", "supplier › vat_id": "supplier's VAT number",
  grade_id: "grade", vat_rate_bp: "VAT", capacity_ml: "capacity", max_safe_fill_ml: "safe fill", diameter_tenth_mm: "diameter", tank: "tank", second_tank: "second tank",
  second_tank_per_mille: "share of the second tank", service_level: "service", "offline › max_sale_minor": "most that one sale may be offline", "offline › max_age_s": "longest that a till may be offline",
  "offline › max_operations": "operations that may wait in one device",
};

function wordOf(field: string): string {
  return WORDS[field] ?? field.replaceAll("_", " ").replaceAll(" › ", " ");
}

type Written = (value: number, currency: string) => string;

const UNITS: readonly (readonly [ending: RegExp, write: Written])[] = [
  [/_ml$/, (value) => `${number(value / 1000)} L`],
  [/_tenth_mm$/, (value) => `${number(value / 10)} mm`],
  [/_bp$/, (value) => vatRate(value)],
  [/per_mille$/, (value) => `${number(value / 10, 1)} %`],
  [/max_age_s$/, (value) => `${number(value / 3600, Number.isInteger(value / 3600) ? 0 : 1)} h`],
  [/max_sale_minor$/, (value, currency) => (value === 0 ? "nothing" : money(value, currency))],
  [/_minor$/, (value, currency) => (value === 0 ? "no limit" : money(value, currency))],
];

/** The field's value with its unit. */
function valueOf(field: string, text: string, currency: string): string {
  const unit = UNITS.find(([ending]) => ending.test(field));
  if (unit && /^-?\d+$/.test(text)) return unit[1](Number(text), currency);
  if (field === "zero_tr_mode") return text === "1" ? "cleared by themselves" : "cleared by a cashier";
  return text === "" || text === "null" || text === "[]" ? "none" : text;
}

function detail({ kind, path, before, after }: Difference, currency: string): string {
  const [old, now] = [valueOf(path, before, currency), valueOf(path, after, currency)];
  return kind === "changed" ? `${wordOf(path)} ${now}, was ${old}` : kind === "added" ? `${wordOf(path)} ${now}` : `no ${wordOf(path)} any more, was ${old}`;
}

/** What is compared by itself, by its name. */
type Things = Map<string, object>;

function things(site: SiteDraft | null): Things {
  const found: Things = new Map();
  if (!site) return found;
  const { grades, tanks, pumps, ...rest } = site;
  found.set("The site", { ...rest, version: undefined, site_id: undefined });
  grades?.forEach((grade) => found.set(`Grade ${grade.grade_id}`, { ...grade, grade_id: undefined }));
  tanks?.forEach((tank) => found.set(`Tank ${tank.number}`, { ...tank, number: undefined }));
  pumps?.forEach(({ nozzles, number: pump, ...of }) => {
    found.set(`Pump ${pump}`, of);
    nozzles.forEach((nozzle) => found.set(`Pump ${pump}, nozzle ${nozzle.number}`, { ...nozzle, number: undefined }));
  });
  return found;
}

function change(what: string, before: object | undefined, after: object | undefined, currency: string): SiteChange | null {
  if (!after) return { what, kind: "removed", details: [] };
  const plain = (value: object | undefined) => (value ? (JSON.parse(JSON.stringify(value)) as object) : {});
  const found = differences(plain(before), plain(after)).filter((one) => one.kind !== "same" && !isSilent(one));
  if (before && found.length === 0) return null;
  return { what, kind: before ? "changed" : "added", details: found.map((one) => detail(one, currency)) };
}

/** What is left out in one document and says nothing in the other. */
function isSilent({ kind, path, before, after }: Difference): boolean {
  const value = kind === "added" ? after : kind === "removed" ? before : null;
  return value !== null && (["", "[]", "null"].includes(value) || (value === "0" && path.startsWith("second_tank")));
}

/** In the order of the new document; what goes comes last. `stored` null: the site is new. */
export function siteChanges(stored: SiteDraft | null, site: SiteDraft): SiteChange[] {
  const [old, now] = [things(stored), things(site)];
  const names = [...new Set([...now.keys(), ...old.keys()])];
  return names.map((what) => change(what, old.get(what), now.get(what), site.currency ?? "")).filter((one) => one !== null);
}

/** Where a new site begins. */
export const NEW_SITE: SiteDraft = {
  site_id: "new-site", name: "New site", time_zone: "Europe/London", currency: "GBP",
  grades: [{ grade_id: "diesel", name: "Diesel B7", vat_rate_bp: 2000, blend: [] }],
  tanks: [{ number: 1, grade_id: "diesel", capacity_ml: 30_000_000, max_safe_fill_ml: 29_100_000, diameter_tenth_mm: 25_000 }],
  pumps: [{ number: 1, service_level: "SELF", nozzles: [{ number: 1, grade_id: "diesel", tank: 1, second_tank: 0, second_tank_per_mille: 0 }] }],
};
