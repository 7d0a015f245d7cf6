import { describe, expect, test } from "vitest";
import { litreDifference, milliOf, milliText, minorOf, minorText, moneyDifference, scaled, vatGroups, vatRate } from "@/lib/amounts";
import { dayInstants } from "@/lib/day-filter";
import { instantsOf, monthsBack, wallClock } from "@/lib/ranges";
import { refundLines, refundWays } from "@/lib/refundable";
import type { Refund, SaleDetail } from "@/lib/selling-types";
import { clearingWord, commandWord, discrepancyWords, options, refusalCode, saleLook, sentence, stepWord, REFUND_STATES, SALE_KINDS, SALE_STATES } from "@/lib/selling-words";

describe("amounts as people type them", () => {
  test.each([
    ["12.50", 2, 1250], ["12,5", 2, 1250], ["12", 2, 1200], [".5", 2, 50], ["-3.05", 2, -305], ["+1", 2, 100], ["1.459", 3, 1459], ["0", 2, 0], ["-0", 2, 0], [" 7 ", 0, 7], ["1.005", 3, 1005],
  ] as const)("%j with %i decimals is %i", (text, decimals, value) => expect(scaled(text, decimals)).toBe(value));
  test.each(["", ".", "-", "1.234.5", "1e3", "12.505", "£5", "1 000", "1234567890123"])("%j is none", (text) => expect(scaled(text, 2)).toBeNull());
  test("by currency", () => expect([minorOf("1500", "JPY"), minorOf("1.5", "JPY"), minorOf("1.234", "KWD")]).toEqual([1500, null, 1234]));
  test("there and back", () => expect([minorText(123_450, "GBP"), minorText(-5, "GBP"), minorText(1500, "JPY"), milliText(1459), milliOf(milliText(1459))]).toEqual(["1234.50", "-0.05", "1500", "1.459", 1459]));
});

describe("differences say their direction", () => {
  test.each([[12_500, "+12.50 L"], [-250, "−0.25 L"], [0, "0.00 L"], [null, "–"]] as const)("%j ml", (ml, text) => expect(litreDifference(ml)).toBe(text));
  test("money", () => expect([moneyDifference(-50, "GBP"), moneyDifference(0, "GBP"), moneyDifference(120, "GBP")]).toEqual(["−£0.50", "£0.00", "+£1.20"]));
});

describe("VAT out of gross", () => {
  const line = (amount_minor: number, vat_rate_bp: number) => ({ amount_minor, vat_rate_bp });
  test("is rounded once for each rate, the highest first", () => {
    expect(vatGroups([line(6337, 2000), line(250, 0), line(301, 2000)])).toEqual([
      { rate_bp: 2000, gross_minor: 6638, net_minor: 5532, vat_minor: 1106 }, { rate_bp: 0, gross_minor: 250, net_minor: 250, vat_minor: 0 },
    ]);
  });
  test("half a unit goes up; what is given back is its opposite", () => {
    expect([vatGroups([line(3, 2000)])[0]?.vat_minor, vatGroups([line(-3, 2000)])[0]?.vat_minor]).toEqual([1, -1]);
  });
  test("in words", () => expect([vatRate(2000), vatRate(550), vatRate(775), vatRate(0)]).toEqual(["20 %", "5.5 %", "7.75 %", "0 %"]));
});

describe("the clocks of a site", () => {
  const zone = "Europe/London";
  test("show", () => expect([wallClock(zone, Date.parse("2026-07-01T11:04:59Z")), wallClock(zone, Date.parse("2026-12-01T11:04:00Z"))]).toEqual(["2026-07-01T12:04", "2026-12-01T11:04"]));
  test("show a time once, never or twice", () => {
    const iso = (wall: string) => instantsOf(wall, zone).map((instant) => new Date(instant).toISOString());
    expect(iso("2026-07-01T06:00")).toEqual(["2026-07-01T05:00:00.000Z"]);
    expect(iso("2026-03-29T01:30")).toEqual([]);
    expect(iso("2026-10-25T01:30")).toEqual(["2026-10-25T00:30:00.000Z", "2026-10-25T01:30:00.000Z"]);
  });
  test("bound the days of a filter", () => {
    expect(dayInstants({ from: "2026-07-01", to: "2026-07-01", site: "a" }, zone)).toEqual({ site: "a", from: "2026-06-30T23:00:00.000Z", to: "2026-07-01T23:00:00.000Z" });
    expect(dayInstants({ from: "nonsense", text: "AB12" }, zone)).toEqual({ text: "AB12" });
  });
  test("months since an account was opened", () => expect(monthsBack("2026-02-10", "2025-12-24T10:00:00Z")).toEqual(["2026-02", "2026-01", "2025-12"]));
});

describe("what can be given back", () => {
  const tender = (kind: "CASH" | "ACCOUNT", amount_minor: number, account_id = "") =>
    ({ kind, amount_minor, account_id, payment_id: "" }) as SaleDetail["tenders"][number];
  const refund = (changes: Partial<Refund>): Refund => ({ state: "REQUESTED", tender_kind: "CASH", account_id: "", payment_id: "", amount_minor: 0, lines: [], ...changes }) as Refund;
  test("is what was paid in a way, less what went back", () => {
    const tenders = [tender("CASH", 3000), tender("CASH", -500), tender("ACCOUNT", 2000, "acme")];
    expect(refundWays({ tenders, refunds: [refund({ amount_minor: 1000 }), refund({ amount_minor: 9000, state: "DECLINED" })] }))
      .toMatchObject([{ kind: "CASH", account_id: "", word: "Cash", minor: 1500 }, { kind: "ACCOUNT", account_id: "acme", word: "Account acme", minor: 2000 }]);
    expect(refundWays({ tenders: [tender("CASH", 100)], refunds: [refund({ amount_minor: 100, state: "APPROVED" })] })).toEqual([]);
  });
  test("lines go back once", () => {
    const lines = [1, 2, 3].map((number) => ({ number, amount_minor: number === 3 ? 0 : 100 })) as SaleDetail["lines"];
    expect(refundLines({ lines, refunds: [refund({ lines: [1] }), refund({ lines: [2], state: "DECLINED" })] }).map((one) => one.number)).toEqual([2]);
  });
});

describe("words", () => {
  test("a cleared sale says how", () => {
    expect(saleLook({ state: "CLEARED", clearing: "DRIVE_OFF" }).word).toBe("Drive-off");
    expect(saleLook({ state: "PAYABLE", clearing: null }).word).toBe("Payable");
    expect([clearingWord(""), clearingWord("PAID"), clearingWord("SOMETHING_NEW")]).toEqual(["Not settled yet", "Paid", "Something new"]);
  });
  test("what has no words of its own is read as it is written", () => {
    expect([sentence("no_answer"), stepWord("tender_added"), stepWord("brand_new"), commandWord("control_suspend"), commandWord("emergency_stop")])
      .toEqual(["No answer", "Payment taken", "Brand new", "Suspend", "Emergency stop"]);
    expect(discrepancyWords("totaliser_gap").word).toBe("Totaliser gap");
    expect(discrepancyWords("other_kind")).toEqual({ word: "Other kind", means: "" });
  });
  test("IFSF codes", () => expect([refusalCode(46), refusalCode(0)]).toEqual(["0x2E", ""]));
  test("choices", () => {
    expect(options(SALE_KINDS)[0]).toEqual({ value: "POST_PAY", word: "Post-pay" });
    expect(options(SALE_STATES)).toHaveLength(9);
    expect(options(REFUND_STATES)[0]).toEqual({ value: "REQUESTED", word: "Waits for approval" });
  });
});
