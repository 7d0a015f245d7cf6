import { afterEach, describe, expect, test } from "vitest";
import { choose } from "@/i18n/language";
import type { PaymentDetail } from "@/lib/payment-types";
import { isAbout, saleTimeLine, since } from "@/lib/sale-time-line";
import type { LoggedCommand, Receipt, SaleDetail } from "@/lib/selling-types";

afterEach(() => choose("en"));

const at = (seconds: number) => new Date(Date.UTC(2026, 10, 28, 12, 0) + seconds * 1000).toISOString();
const SALE_ID = "01938f6e-2c5e-7a41-b1d3-5b0a9c1f7e42";

const fuel = { pump: 4, nozzle: 1, grade_id: "diesel", sequence: 17, volume_ml: 20_000, unit_price_milli: 1459, price_set: 3, volume_total_before_ml: 1_000_000, volume_total_after_ml: 1_020_000, started_at: at(8), finished_at: at(60), offline: false, end_reason: "nozzle_in" };
const sale = {
  sale_id: SALE_ID, pump: 4, currency: "GBP", opened_at: at(0), payable_at: at(61), cleared_at: at(90), refunds: [], debt: null,
  lines: [{ amount_minor: 2918, fuel }],
  steps: [
    { version: 1, at: at(0), state: "REQUESTED", what: "opened", actor: "jo.smith" }, { version: 2, at: at(0.4), state: "AUTHORISED", what: "accepted", actor: "" },
    { version: 3, at: at(61), state: "PAYABLE", what: "fuelled", actor: "" }, { version: 4, at: at(90), state: "CLEARED", what: "cleared", actor: "jo.smith" },
  ],
} as unknown as SaleDetail;

const order = (changes: Partial<LoggedCommand> = {}) => ({
  command_id: "c1", site: "a", pump: 4, kind: "authorise", actor: "jo.smith", sent_at: at(0.1), answered_at: at(0.35), outcome: "ACCEPTED", refusal_code: 0, refusal_reason: "", command: { authorise: { release_token: SALE_ID } }, ...changes,
}) as LoggedCommand;

const line = (changes: Partial<Parameters<typeof saleTimeLine>[0]> = {}) =>
  saleTimeLine({ sale, orders: [], payments: [], receipts: [], gradeName: () => "Diesel B7", timeZone: "Europe/London", ...changes });

describe("the time line of a sale", () => {
  test("has the ticket and the pump in one row of time", () => {
    expect(line().map((one) => one.source)).toEqual(["ticket", "ticket", "pump", "pump", "ticket", "ticket"]);
    expect(line()[3]!.details).toEqual(["20.00 L", "£29.18", "meter 1,000.00 to 1,020.00 L", "nozzle in"]);
  });
  test("has the order between the tap and the pump's answer, with how long it took", () => {
    const moments = line({ orders: [order()] });
    expect(moments.slice(0, 3).map((one) => one.source)).toEqual(["ticket", "order", "ticket"]);
    expect(moments[1]!.details).toContain("answered after 250 ms");
  });
  test("has cards, receipts, refunds and a debt", () => {
    const payment = { payment_id: "p1", amount_minor: 2918, currency: "GBP", steps: [{ version: 1, at: at(70), state: "NEW", what: "created", actor: "" }] } as unknown as PaymentDetail;
    const receipt = { receipt_id: "r1", kind: "RECEIPT", number: 9, till: "Till 1", issued_at: at(91) } as Receipt;
    const refund = { refund_id: "f1", amount_minor: 500, currency: "GBP", state: "APPROVED", requested_at: at(200), requested_by: "jo.smith", reason: "cold", decided_at: at(210), decided_by: "sam", decision_reason: "" };
    const owed = { recorded_at: at(62), recorded_by: "jo.smith", registration: "AB12 CDE", person: "", state: "SETTLED", settled_at: at(80), settled_by: "jo.smith", settled_reason: "" };
    const moments = line({ sale: { ...sale, refunds: [refund], debt: owed } as unknown as SaleDetail, payments: [payment], receipts: [receipt] });
    expect(moments.map((one) => one.source)).toEqual(["ticket", "ticket", "pump", "pump", "ticket", "debt", "card", "debt", "ticket", "receipt", "refund", "refund"]);
    expect(new Set(moments.map((one) => one.key)).size).toBe(moments.length);
  });
});

test("is in the reader's language, with German nouns as they are written", async () => {
  await choose("de");
  const moments = line({ orders: [order({ kind: "set_prices", outcome: "REFUSED", refusal_reason: "price_set_differs" })] });
  expect(moments[1]).toMatchObject({ title: "Befehl: Preise senden", details: ["jo.smith", "Abgelehnt", "Antwort nach 250 ms", "Anderer Preissatz"] });
  expect(moments[4]!.details).toEqual(["20,00 L", "29,18\u00a0£", "Zählwerk 1.000,00 bis 1.020,00 L", "Zapfventil eingehängt"]);
});

describe("which orders are about it", () => {
  test("the one that carries its number", () => expect(isAbout(order(), sale)).toBe(true));
  test("one that steered its pump while it ran, or stopped the site", () => {
    expect(isAbout(order({ kind: "control_suspend", command: {}, sent_at: at(20) }), sale)).toBe(true);
    expect(isAbout(order({ kind: "emergency_stop", pump: 0, command: {}, sent_at: at(20) }), sale)).toBe(true);
  });
  test.each([{ kind: "control_suspend", sent_at: at(100) }, { kind: "control_suspend", pump: 5, sent_at: at(20) }, { kind: "set_prices", sent_at: at(20) }])("not %j", (other) =>
    expect(isAbout(order({ command: {}, ...other }), sale)).toBe(false));
});

test.each([[undefined, ""], [at(0), "+400 ms"], [at(0.4), ""], [at(-1), "+1.4 s"], [at(-20), "+20 s"], [at(-300), ""]])("since %s: %j", (before, text) => expect(since(before, at(0.4))).toBe(text));
