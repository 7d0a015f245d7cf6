import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { choose, need, texts } from "@/i18n/language";
import type { useTranslations } from "use-intl";
import { line, pair, paperBytes, printable, rowsOf, RULE, WIDTH } from "@/lib/paper";
import { reportPaper, type ReportParts } from "@/lib/report-rows";
import { offlinePaper, offlineReceipt } from "@/offline/receipt";
import type { Site } from "@/lib/types";

describe("letters of the printer", () => {
  test.each([
    ["Café Süd 2,90 €", "Café Süd 2,90 €"], ["1\u202f234,50\u00a0€", "1 234,50 €"], ["Œuvre – « l’été » …", "OEuvre - « l'été » ..."], ["−0.25 L · 2 × £1.45", "-0.25 L · 2 × £1.45"], ["Łódź Zażółć 油", "Lódz Zazólc ?"],
  ])("%s", (text, shown) => expect(printable(text)).toBe(shown));
  test("are those of code page 858", () => {
    const [, ...body] = [...paperBytes([line("é€£×ß")])].join(" ").split("27 33 0 ");
    expect(body.join("")).toBe("130 213 156 158 225 10 27 100 6 29 86 0");
  });
  test("begin with the code page, and say how they look", () => {
    expect([...paperBytes([line("A", { strong: true, tall: true })])]).toEqual([27, 64, 27, 116, 19, 27, 33, 0x18, 65, 10, 27, 100, 6, 29, 86, 0]);
  });
});

describe("rows", () => {
  test("are as wide as the paper", () => {
    expect(rowsOf(RULE)).toEqual(["-".repeat(WIDTH)]);
    expect(rowsOf(pair("Coffee", "£2.90"))).toEqual([`Coffee${" ".repeat(31)}£2.90`]);
    expect(rowsOf(line("Total", { centre: true }))).toEqual([`${" ".repeat(18)}Total`]);
  });
  test("wrap what is too long, and break a word that nothing holds", () => {
    expect(rowsOf(pair("A name that is much longer than there is room beside an amount", "£1,234.50"))).toEqual(["A name that is much longer than  £1,234.50", "there is room beside an amount"]);
    expect(rowsOf(line("x".repeat(90))).map((row) => row.length)).toEqual([42, 42, 6]);
    expect(rowsOf(pair("What has no room at its left", "a".repeat(38)))).toEqual(["What has no room at its left", `${" ".repeat(4)}${"a".repeat(38)}`]);
  });
});

const rows = (lines: readonly ReturnType<typeof line>[]) => lines.flatMap(rowsOf);
const site = {
  site_id: "m25", name: "Cobham", time_zone: "Europe/London", currency: "GBP", grades: [{ grade_id: "e10", name: "Unleaded", vat_rate_bp: 2000 }],
  supplier: { name: "Test Stations Ltd", address: ["Junction 9"], vat_id: "GB123" }, receipt_note: "Thank you.\nDrive safely.",
} as unknown as Site;

describe("a receipt without the server", () => {
  const content = {
    format: 1, at: "2026-06-01T12:00:00Z", site: "m25", till: "Till 1", shift_id: "s", cashier: "Sam", cashier_id: "u", series: "Till 1/off-a", currency: "GBP", receipt_number: 7, kind: "FUEL_CASH", sale_id: "x",
    pump: 3, grade: "e10", volume_ml: 20_000, unit_price_milli: 1459, vat_rate_bp: 2000, amount_minor: 2918, lines: [{ item_id: "c", code: "", name: "Coffee", quantity: 2, unit_price_minor: 290, vat_rate_bp: 2000 }], total_minor: 3498, given_minor: 4000, change_minor: 502,
  };
  const t = texts("offline") as unknown as ReturnType<typeof useTranslations<"offline">>;
  const paper = (change: object, mark = "") => rows(offlinePaper(offlineReceipt(t, site, { document: JSON.stringify({ ...content, ...change }), hash: "ab".repeat(32) }), "Receipt", mark));
  test("says who sells, what, for how much, and its number", () => {
    expect(paper({}).map((row) => row.trim())).toEqual([
      "Test Stations Ltd", "Junction 9", "VAT number GB123", "Cobham", "RECEIPT", "-".repeat(42), `Till 1/off-a${" ".repeat(29)}7`, "1 Jun 2026, 13:00:00", "Served by Sam", "Issued without a connection", "-".repeat(42),
      `Unleaded${" ".repeat(28)}£29.18`, "Pump 3 · 20.00 L × £1.459", `Coffee${" ".repeat(31)}£5.80`, "2 × £2.90", "-".repeat(42), `Total${" ".repeat(31)}£34.98`, `Cash${" ".repeat(32)}£40.00`, `Change${" ".repeat(31)}£5.02`,
      "-".repeat(42), `VAT 20 % of £29.15${" ".repeat(19)}£5.83`, "-".repeat(42), "Thank you.", "Drive safely.", "abababab abababab abababab abababab",
    ]);
  });
  test("a second one is a copy; fuel that nobody knows shows no VAT", () => {
    expect(paper({ kind: "FUEL_TYPED" }, "COPY 1").map((row) => row.trim())).toEqual(expect.arrayContaining(["COPY 1", "A receipt with VAT is issued when the"]));
  });
});

describe("a report on paper", () => {
  const none = { count: 0, amount_minor: 0 };
  const parts = {
    site, z: { number: 12, hash: "cd".repeat(32), denominations: [{ value_minor: 5000, count: 2 }] }, movements: [{ kind: "SAFE_DROP", amount_minor: 20_000, reason: "" }],
    report: {
      at: "", shift: { currency: "GBP", till: "Till 1", cashier: "Sam", opened_at: "2026-06-01T05:00:00Z", closed_at: "2026-06-01T13:00:00Z", closed_by: "Sam", counted_minor: 10_000, over_short_minor: -25 },
      drawer: { float_minor: 10_000, takings_minor: 20_025, paid_in_minor: 0, paid_out_minor: 0, drops_minor: 20_000, refunds_minor: 0, expected_minor: 10_025 },
      takings: [{ kind: "CASH", count: 9, amount_minor: 20_025 }], sales: { count: 9, amount_minor: 20_025 }, shop: none, debts_paid: none, refunds: none, drive_offs: { count: 1, amount_minor: 500 }, no_means: none, pump_tests: none, own_use: none, voids: none, no_sales: none,
      fuel: [{ grade_id: "e10", volume_ml: 137_260, amount_minor: 20_025 }], vat: [], refund_vat: [], meters: [], offline_since: null, missing: [], offline_devices: [], carried: [], unfinished: [],
    },
  } as unknown as ReportParts;
  const shown = () => rows(reportPaper(texts("pos") as unknown as ReturnType<typeof useTranslations<"pos">>, parts));
  test("holds every section that has something", () => {
    expect(shown().map((row) => row.trim())).toEqual(expect.arrayContaining(["Z report 12", "Cobham · Till 1", `Over or short${" ".repeat(23)}-£0.25`, `Drive-offs${" ".repeat(19)}1       £5.00`, `Unleaded${" ".repeat(14)}137.26 L     £200.25`, `Safe drop${" ".repeat(25)}-£200.00`]));
    expect(shown().every((row) => row.length <= WIDTH)).toBe(true);
  });
  describe("in French", () => {
    beforeAll(async () => { await choose("fr"); await need("base", "pos"); });
    afterAll(() => choose("en"));
    test("has no letter that the printer lacks", () => expect(shown().join("\n")).not.toContain("?"));
  });
});
