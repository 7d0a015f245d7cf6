import { describe, expect, test } from "vitest";
import type { SiteDraft } from "@/lib/site-actions";
import { NEW_SITE, siteChanges } from "@/lib/site-change";
import { around, lineChanges, read, written } from "@/lib/site-document";

const site = (changes: Partial<SiteDraft> = {}): SiteDraft => ({ ...NEW_SITE, site_id: "m25-cobham", name: "Cobham", prepay_max_minor: 0, ...changes });
const tank = (number: number, changes: object = {}) => ({ number, grade_id: "diesel", capacity_ml: 30_000_000, max_safe_fill_ml: 29_100_000, diameter_tenth_mm: 25_000, ...changes });

function document(text: string): SiteDraft {
  const found = read(text);
  if ("mistake" in found) throw new Error(found.mistake.message);
  return found.document;
}

describe("the document", () => {
  test.each(["yaml", "json"] as const)("as %s says the same site again", (format) => {
    const again = document(written(site(), format));
    expect(siteChanges(site(), { ...again, version: 0 })).toEqual([]);
    expect(again.version).toBeUndefined();
  });
  test("has a line for each tank and nozzle", () => {
    const lines = written(site({ tanks: [tank(1), tank(2)] }), "yaml").split("\n");
    expect(lines.filter((line) => line.includes("capacity_ml"))).toHaveLength(2);
    expect(lines.filter((line) => line.includes("nozzles"))).toHaveLength(1);
    expect(lines.find((line) => line.includes("tank: 1"))?.trim()).toBe("- { number: 1, grade_id: diesel, tank: 1 }");
  });
  test.each([
    ["a: [1,", 1], ["site_id: a\nname: b\nname: c\n", 3], ["- 1\n", null], ["", null], ["name: no id", null],
  ])("%j is refused, with its line", (text, line) => {
    const found = read(text);
    expect("mistake" in found && found.mistake.line).toBe(line);
  });
  test("a message tells no line twice", () => {
    const found = read("site_id: a\n  b: c\n");
    expect("mistake" in found && found.mistake.message).not.toMatch(/line \d/);
  });
  test("a field of the server is found in the text", () => {
    const text = written(site({ tanks: [tank(1), tank(2)] }), "yaml");
    const found = read(text);
    if ("mistake" in found) throw new Error(found.mistake.message);
    const at = (field: string) => text.split("\n")[(found.lineOf(field) ?? 0) - 1]?.trim();
    expect(at("tanks[1].capacity_ml")).toMatch(/^- \{ number: 2/);
    expect(at("body.tanks.1.capacity_ml")).toMatch(/^- \{ number: 2/);
    expect(at("name")).toBe("name: Cobham");
    expect(at("pumps[0].nozzles[0].tank")).toBe("- { number: 1, grade_id: diesel, tank: 1 }");
    expect(at("tanks[0].colour")).toMatch(/^- \{ number: 1/);
    expect(found.lineOf("colour")).toBeNull();
  });
});

describe("what a change changes", () => {
  test("nothing", () => expect(siteChanges(site({ version: 1 }), site({ version: 2 }))).toEqual([]));
  test("a name, a limit and a rate, with their units", () => {
    const grades = [{ grade_id: "diesel", name: "Diesel B7", vat_rate_bp: 1900, blend: [] }];
    expect(siteChanges(site(), site({ name: "Cobham North", prepay_max_minor: 15_000, grades }))).toEqual([
      { what: "The site", kind: "changed", details: ["name Cobham North, was Cobham", "most that may be prepaid £150.00, was no limit"] },
      { what: "Grade diesel", kind: "changed", details: ["VAT 19 %, was 20 %"] },
    ]);
  });
  test("limits of what may be sold offline", () => {
    const offline = (max_sale_minor: number, max_age_s: number) => site({ offline: { max_sale_minor, max_age_s, max_operations: 200 } });
    expect(siteChanges(offline(20_000, 86_400), offline(0, 5400))[0]!.details).toEqual(["most that one sale may be offline nothing, was £200.00", "longest that a till may be offline 1.5 h, was 24 h"]);
  });
  test("a tank that comes and one that goes", () =>
    expect(siteChanges(site({ tanks: [tank(1), tank(2)] }), site({ tanks: [tank(1), tank(3)] }))).toEqual([
      { what: "Tank 3", kind: "added", details: ["grade diesel", "capacity 30,000 L", "safe fill 29,100 L", "diameter 2,500 mm"] },
      { what: "Tank 2", kind: "removed", details: [] },
    ]));
  test("a nozzle on another tank", () => {
    const pumps = [{ number: 1, service_level: "SELF" as const, nozzles: [{ number: 1, grade_id: "diesel", tank: 2, second_tank: 0, second_tank_per_mille: 0 }] }];
    expect(siteChanges(site(), site({ pumps }))).toEqual([{ what: "Pump 1, nozzle 1", kind: "changed", details: ["tank 2, was 1"] }]);
  });
  test("everything of a new site", () => {
    const changes = siteChanges(null, site());
    expect(changes.map(({ what, kind }) => `${kind} ${what}`)).toEqual(["added The site", "added Grade diesel", "added Tank 1", "added Pump 1", "added Pump 1, nozzle 1"]);
    expect(changes[0]!.details).toContain("time zone Europe/London");
  });
});

test("lines that stayed are left out but for those around", () => {
  const before = ["a", "b", "c", "d", "e", "f", "g", ""].join("\n");
  const lines = around(lineChanges(before, before.replace("f\n", "x\n")));
  expect(lines.map((line) => line && `${line.kind} ${line.text}`)).toEqual(["same d", "same e", "removed f", "added x", "same g"]);
  expect(around(lineChanges("a\n".repeat(9), "a\n".repeat(9)))).toEqual([]);
});
