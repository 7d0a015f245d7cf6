/** What a change of a site's configuration changes, in words. */

import { texts } from "@/i18n/language";
import { known } from "@/i18n/tables";
import { vatRate } from "./amounts";
import { differences, type Difference } from "./difference";
import { deviceName, money, number } from "./format";
import type { SiteDraft } from "./site-actions";

export interface SiteChange {
  /** "Tank 3", "Pump 2, nozzle 1", "Grade diesel", "The site". */
  what: string;
  kind: "added" | "removed" | "changed";
  /** "capacity 60,000 L, was 50,000 L" */
  details: readonly string[];
}

/** `supplier › vat_id` → "supplier's VAT number"; a field without words goes by its name. */
function wordOf(field: string): string {
  return known("sites", `field.${field.replaceAll(" › ", "_")}`) ?? field.replaceAll("_", " ").replaceAll(" › ", " ");
}

type Written = (value: number, currency: string) => string;

const UNITS: readonly (readonly [ending: RegExp, write: Written])[] = [
  [/_ml$/, (value) => `${number(value / 1000)} L`],
  [/_tenth_mm$/, (value) => `${number(value / 10)} mm`],
  [/_bp$/, (value) => vatRate(value)],
  [/per_mille$/, (value) => `${number(value / 10, 1)} %`],
  [/max_age_s$/, (value) => `${number(value / 3600, Number.isInteger(value / 3600) ? 0 : 1)} h`],
  [/max_sale_minor$/, (value, currency) => (value === 0 ? texts("sites")("change.nothing") : money(value, currency))],
  [/_minor$/, (value, currency) => (value === 0 ? texts("sites")("change.noLimit") : money(value, currency))],
];

/** The field's value with its unit. */
function valueOf(field: string, text: string, currency: string): string {
  const unit = UNITS.find(([ending]) => ending.test(field));
  if (unit && /^-?\d+$/.test(text)) return unit[1](Number(text), currency);
  if (/itude$/.test(field)) return `${text}°`;
  const t = texts("sites");
  if (field === "zero_tr_mode") return text === "1" ? t("change.byThemselves") : t("change.byCashier");
  return text === "" || text === "null" || text === "[]" ? t("change.none") : text;
}

function detail({ kind, path, before, after }: Difference, currency: string): string {
  const [old, now] = [valueOf(path, before, currency), valueOf(path, after, currency)];
  const [t, field] = [texts("sites"), wordOf(path)];
  return kind === "changed" ? t("change.changed", { field, now, old }) : kind === "added" ? t("change.added", { field, now }) : t("change.removed", { field, old });
}

/** What is compared by itself, by its name. */
type Things = Map<string, object>;

function things(site: SiteDraft | null): Things {
  const found: Things = new Map();
  if (!site) return found;
  const t = texts("sites");
  const { grades, tanks, pumps, ...rest } = site;
  found.set(t("change.site"), { ...rest, version: undefined, site_id: undefined });
  grades?.forEach((grade) => found.set(t("change.grade", { grade: grade.grade_id }), { ...grade, grade_id: undefined }));
  tanks?.forEach((tank) => found.set(deviceName(`tank/${tank.number}`), { ...tank, number: undefined }));
  pumps?.forEach(({ nozzles, number: pump, ...of }) => {
    found.set(deviceName(`pump/${pump}`), of);
    nozzles.forEach((nozzle) => found.set(t("change.nozzle", { pump: String(pump), nozzle: String(nozzle.number) }), { ...nozzle, number: undefined }));
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
  site_id: "new-site", get name() { return texts("sites")("newSite"); }, time_zone: "Europe/London", currency: "GBP",
  grades: [{ grade_id: "diesel", name: "Diesel B7", vat_rate_bp: 2000, blend: [] }],
  tanks: [{ number: 1, grade_id: "diesel", capacity_ml: 30_000_000, max_safe_fill_ml: 29_100_000, diameter_tenth_mm: 25_000 }],
  pumps: [{ number: 1, service_level: "SELF", nozzles: [{ number: 1, grade_id: "diesel", tank: 1, second_tank: 0, second_tank_per_mille: 0 }] }],
};
