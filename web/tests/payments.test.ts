import { describe, expect, onTestFinished, test, vi } from "vitest";
import { choose } from "@/i18n/language";
import { canGiveUp, doubt, heldLimitWords, isOver, lastRefused, openCard, progress, readerLook, readerReady, readersAt } from "@/lib/card-flow";
import { ACCOUNTS, accountWords, ageWord, breakWords, entryWord, inSentence, leftWord, payoutLook, resolutionLook } from "@/lib/finance-words";
import type { Payment, Reader, SaleCardPayment } from "@/lib/payment-types";
import { brandWord, canAnswer, cardWord, declineWords, disputeLook, endWords, expiryWord, paymentStepWord, questionWords } from "@/lib/payment-words";
import { qrDrawing } from "@/lib/qr";
import { refundLines, refundWays } from "@/lib/refundable";
import type { SaleDetail } from "@/lib/selling-types";
import { tenderWord } from "@/lib/tender-words";
import { isFresh } from "@/lib/queries";
import { AskedAgain, keysOf } from "@/live/asked-again";
import { parseEvent, type LiveEvent } from "@/live/events";

const NOW = Date.parse("2026-11-28T12:00:00Z");
const VISA = { brand: "visa", last4: "4242", exp_month: 5, exp_year: 2029 };

function payment(changes: Partial<Payment> = {}): Payment {
  return {
    payment_id: "p", site: "m25-cobham", sale_id: "s", shift_id: "", purpose: "CHARGE", state: "AUTHORISING", method: { kind: "READER", reader_id: "r", payment_method: "", saved_card_id: "" }, amount_minor: 2918,
    currency: "GBP", approved_minor: 0, take_minor: -1, captured_minor: 0, refunded_minor: 0, shortfall_minor: 0, capture_before: null, card: null, reason: "", message: "", action_url: "", stripe_id: "",
    open_question: "", disputed: false, test: true, created_by: "jo", created_at: "2026-11-28T11:59:00Z", updated_at: "2026-11-28T11:59:59Z", version: 1, ...changes,
  } as Payment;
}

const reader = (changes: Partial<Reader>): Reader => ({ reader_id: "r", site: "m25-cobham", till: "Counter 1", label: "left", device_type: "simulated_wisepos_e", serial_number: "1", status: "online", busy_with: "", stripe_id: "tmr_1", last_seen_at: null, test: true, ...changes }) as Reader;

const onSale = (state: SaleCardPayment["state"], id = "p") => ({ payment_id: id, state, amount_minor: 2918, reason: "", shift_id: "" }) as SaleCardPayment;

describe("what the cashier reads while the customer pays", () => {
  test("the reader asks", () => expect(progress(payment())).toMatchObject({ title: "The customer is asked for the card", tone: "info", address: "" }));
  test("a link is shown as soon as it is there", () => {
    const method = { kind: "LINK", reader_id: "", payment_method: "", saved_card_id: "" } as Payment["method"];
    expect(progress(payment({ method }))).toMatchObject({ text: "The page for their phone is being made.", address: "" });
    expect(progress(payment({ method, action_url: "https://pay.example/1" }))).toMatchObject({ text: "They scan the code, or open the address.", address: "https://pay.example/1" });
  });
  test("the bank wants the customer to confirm", () => {
    const method = { kind: "SAVED_CARD", reader_id: "", payment_method: "", saved_card_id: "c" } as Payment["method"];
    expect(progress(payment({ method, state: "ACTION_REQUIRED", action_url: "https://bank.example/3ds" }))).toMatchObject({ title: "The bank wants the customer to confirm", tone: "warn", address: "https://bank.example/3ds" });
  });
  test("less was approved than was asked for", () => {
    const held = payment({ purpose: "HOLD", state: "AUTHORISED", amount_minor: 5000, approved_minor: 3000 });
    expect(progress(held)).toMatchObject({ title: "£30.00 are held", text: "Only £30.00 of £50.00 were approved." });
  });
  test("a decline says what to do next", () => {
    const text = progress(payment({ state: "DECLINED", reason: "insufficient_funds" })).text;
    expect(text).toBe("There is not enough money on the card. Take a part of it by card and the rest another way, or ask for another card.");
  });
  test("giving up says why", () => expect(progress(payment({ state: "VOIDED", reason: "no_card_presented" }))).toMatchObject({ title: "Given up", text: "Nobody presented a card in time. Nothing was taken from the card.", tone: "muted" }));
  test("money that was taken names the card", () => expect(progress(payment({ state: "CAPTURED", captured_minor: 2918, card: VISA }))).toMatchObject({ title: "£29.18 taken", text: "Visa ending 4242", tone: "ok" }));
  test("an address is of no use any more afterwards", () => expect(progress(payment({ state: "CAPTURED", action_url: "https://pay.example/1" })).address).toBe(""));
});

describe("what may still be done", () => {
  test.each([["CREATED", true], ["AUTHORISING", true], ["ACTION_REQUIRED", true], ["CAPTURING", false], ["CAPTURED", false], ["DECLINED", false], ["VOIDING", false]] as const)("a charge in %s can be given up: %s", (state, can) => expect(canGiveUp(payment({ state }))).toBe(can));
  test("a hold until a sale has claimed it", () => {
    expect(canGiveUp(payment({ purpose: "HOLD", state: "AUTHORISED", sale_id: "" }))).toBe(true);
    expect(canGiveUp(payment({ purpose: "HOLD", state: "AUTHORISED" }))).toBe(false);
  });
  test.each([["AUTHORISED", false], ["CAPTURED", true], ["VOIDED", true], ["EXPIRED", true], ["DECLINED", true]] as const)("%s is over: %s", (state, over) => expect(isOver(payment({ state }))).toBe(over));
});

describe("a ticket's cards", () => {
  test("the one that is not decided is followed", () => {
    expect(openCard({ card_payments: [onSale("ENDED", "a"), onSale("PENDING", "b")] })?.payment_id).toBe("b");
    expect(openCard({ card_payments: [onSale("CAPTURED")] })).toBeUndefined();
  });
  test("only the last try is told of", () => {
    expect(lastRefused({ card_payments: [onSale("ENDED", "a")] })?.payment_id).toBe("a");
    expect(lastRefused({ card_payments: [onSale("ENDED", "a"), onSale("CAPTURED", "b")] })).toBeUndefined();
  });
});

describe("readers", () => {
  const all = [reader({ reader_id: "other", till: "Counter 2" }), reader({ reader_id: "any", till: "" }), reader({ reader_id: "own" })];
  test("a till is offered its own first, then those of no till", () => expect(readersAt(all, "Counter 1").map((one) => one.reader_id)).toEqual(["own", "any"]));
  test("one that is offline or in use is not ready", () => {
    expect(readerReady(reader({}))).toBe(true);
    expect(readerReady(reader({ status: "offline" }))).toBe(false);
    expect(readerReady(reader({ busy_with: "p" }))).toBe(false);
    expect([reader({}), reader({ busy_with: "p" }), reader({ status: "offline" })].map((one) => readerLook(one).word)).toEqual(["Ready", "In use", "Offline"]);
  });
});

describe("doubt", () => {
  const open = payment({ open_question: "capture" });
  test("is not raised at once: most answers come soon", () => expect(doubt(open, NOW)).toBe(""));
  test("says not to take the money twice", () => expect(doubt(open, NOW + 20_000)).toMatch(/whether the money was taken\..*: do not take the money in another way before\.$/));
  test("is none without a question", () => expect(doubt(payment(), NOW + 60_000)).toBe(""));
});

test.each([
  [5000, { amount_minor: 5000, approved_minor: 5000 }, "Pump 3 is released for £50.00, held on the card."],
  [4950, { amount_minor: 5000, approved_minor: 5000 }, "Pump 3 is released for £49.50; £50.00 are held on the card."],
  [3000, { amount_minor: 5000, approved_minor: 3000 }, "Pump 3 is released for £30.00: the bank approved £30.00 of £50.00."],
])("released for %s", (max, held, words) => expect(heldLimitWords(3, max, { ...held, currency: "GBP" })).toBe(words));

test("a card holds what cash leaves", () =>
  expect(heldLimitWords(3, 2996, { amount_minor: 2000, approved_minor: 2000, currency: "GBP" }, 1000)).toBe("Pump 3 is released for £29.96: £10.00 are prepaid, £20.00 are held on the card."));

describe("words", () => {
  test("cards", () => {
    expect([cardWord(VISA), cardWord(null), brandWord("cartes_bancaires"), brandWord(""), expiryWord(VISA)]).toEqual(["Visa ending 4242", "", "Cartes Bancaires", "Card", "until 05/29"]);
    expect(tenderWord({ kind: "CARD", card_brand: "amex", card_last4: "0005" })).toBe("American Express ending 0005");
    expect(tenderWord({ kind: "CASH", card_brand: "", card_last4: "" })).toBe("Cash");
  });
  test("a stolen card is not called one at the counter", () => expect(declineWords("stolen_card", "Your card was stolen.")).toBe(declineWords("generic_decline")));
  test("a code that is not known has the words of Stripe", () => expect(declineWords("new_code", "The moon is full.")).toBe("The moon is full. Ask for another card, or for cash."));
  test("neither code nor words", () => expect(declineWords("")).toBe("The card was declined. Ask for another card, or for cash."));
  test("why nothing was taken", () => expect([endWords("zero_fuelling"), endWords("expired_card"), endWords("something_else"), endWords("")]).toEqual(["Nothing was fuelled", "The card has expired", "Something else", ""]));
  test("steps and questions that are not known are read as they are written", () => expect([paymentStepWord("amount_fixed"), paymentStepWord("moon_rose"), paymentStepWord("capture_unknown"), questionWords("moon_rose")]).toEqual(["Amount to take is fixed", "Moon rose", "Not known whether the money was taken", expect.stringContaining("what became of “moon rose”")]));
  test("disputes", () => {
    expect(["needs_response", "WON", "new_state"].map((one) => disputeLook(one).word)).toEqual(["To answer", "Won", "New state"]);
    expect(["warning_needs_response", "under_review"].map((status) => canAnswer({ status, submitted_at: null }))).toEqual([true, false]);
    expect(canAnswer({ status: "needs_response", submitted_at: "2026-11-28T11:00:00Z" })).toBe(false);
  });
  test("money", () => expect([breakWords("orphan_hold").word, breakWords("new_class").word, accountWords("fees").word, entryWord("refund_failed"), payoutLook("in_transit").word, resolutionLook("healed").word, resolutionLook("explained").word])
    .toEqual(["Forgotten hold", "New class", "Fees", "Refund came back", "On its way", "Healed by itself", "Explained"]));
  test.each([[0, "0 min"], [59, "59 min"], [60, "1 h"], [47 * 60, "47 h"], [48 * 60, "2 d"]])("%s minutes are %s", (minutes, word) => expect(ageWord(NOW - minutes * 60_000, NOW)).toBe(word));
  test("deadlines", () => expect([leftWord(NOW + 3 * 86_400_000, NOW), leftWord(NOW, NOW)]).toEqual(["in 3 d", "too late"]));
  test.each([
    ["en", "forgotten hold", "Owed by customers", "On its way", "in 3 d"],
    ["de", "Vergessene Reservierung", "Forderungen an Kunden", "Unterwegs", "in 3 Tg."],
    ["fr", "réservation oubliée", "Créances clients", "En cours", "dans 3 j"],
  ] as const)("of the books in %s", async (locale, ...words) => {
    await choose(locale);
    onTestFinished(() => choose("en"));
    expect([inSentence(breakWords("orphan_hold").word), ACCOUNTS.customer_receivable, payoutLook("in_transit").word, leftWord(NOW + 3 * 86_400_000, NOW)]).toEqual(words);
  });
});

describe("refunds", () => {
  const tender = (number: number, kind: string, amount_minor: number, payment_id = "") => ({ number, kind, amount_minor, account_id: "", payment_id, card_brand: payment_id && "visa", card_last4: payment_id && "4242" });
  const refund = (changes: object) => ({ state: "APPROVED", tender_kind: "CARD", account_id: "", payment_id: "p1", amount_minor: 500, lines: [1], card_outcome: "succeeded", ...changes });
  const sale = (refunds: object[]) => ({ tenders: [tender(1, "CASH", 1000), tender(2, "CARD", 2000, "p1"), tender(3, "CARD", 300, "p2"), tender(4, "RECEIVABLE", 50, "p2")], refunds, lines: [{ number: 1, amount_minor: 500 }] }) as unknown as SaleDetail;
  test("each card is a way of its own, and what is owed is none", () => {
    expect(refundWays(sale([])).map(({ word, minor, payment_id }) => [word, minor, payment_id])).toEqual([["Cash", 1000, ""], ["Visa ending 4242", 2000, "p1"], ["Visa ending 4242", 300, "p2"]]);
  });
  test("money on its way counts, money that did not arrive can be given again", () => {
    expect(refundWays(sale([refund({ card_outcome: "pending" })]))[1]?.minor).toBe(1500);
    const failed = sale([refund({ card_outcome: "failed" })]);
    expect([refundWays(failed)[1]?.minor, refundLines(failed).length]).toEqual([2000, 1]);
  });
});

describe("live", () => {
  const heard = (type: string, data: object): LiveEvent => parseEvent(type, JSON.stringify({ site: "m25-cobham", ...data }))!;
  const changed = (id: string) => heard("payment.changed", { payment_id: id, sale_id: "s", state: "CAPTURED" });
  test("a payment is asked for again, and the lists that show it", () => expect(keysOf(changed("p"))).toEqual(expect.arrayContaining([["payments"], ["payment", "p"]])));
  test("an event without its id changes nothing", () => expect(parseEvent("break.changed", '{"site":"a"}')).toBeNull());
  test("much at once is asked once", () => {
    vi.useFakeTimers();
    const asked: string[] = [];
    const again = new AskedAgain((key) => asked.push(key.join("/")));
    ["a", "b", "a"].forEach((id) => again.hear(changed(id)));
    expect(asked).toEqual([]);
    vi.runAllTimers();
    expect(asked.filter((key) => key === "payments").length).toBe(1);
    expect(asked.filter((key) => key.startsWith("payment/"))).toEqual(["payment/a", "payment/b"]);
    vi.useRealTimers();
  });
  test("the list of sales is asked for at once, then every two seconds at most", () => {
    vi.useFakeTimers();
    const asked: [number, string][] = [];
    const began = Date.now();
    const again = new AskedAgain((key) => asked.push([Date.now() - began, key.join("/")]));
    const sold = (id: string) => heard("sale.changed", { sale_id: id, state: "PAYABLE", kind: "POST_PAY", pump: 1, total_minor: 1, due_minor: 1, currency: "GBP", opened_at: "2026-11-28T09:00:00Z", version: 1 });
    ["a", "b", "c"].forEach((id, i) => setTimeout(() => again.hear(sold(id)), i * 500));
    vi.runAllTimers();
    expect(asked.filter(([, key]) => key === "sales").map(([ms]) => ms)).toEqual([100, 2100]);
    expect(asked.map(([, key]) => key).filter((key) => key.startsWith("sale/"))).toEqual(["sale/a", "sale/b", "sale/c"]);
    vi.useRealTimers();
  });
  test("who reads far back is not disturbed", () => {
    const showing = (pages: number) => isFresh({ state: { data: { pages: Array(pages).fill(0) } } });
    expect([showing(1), showing(3), showing(4), isFresh({ state: {} })]).toEqual([true, true, false, true]);
  });
});

test("a QR code draws every dark module once, within a quiet zone", () => {
  const { size, path } = qrDrawing("http://127.0.0.1:12111/c/pay/cs_test_a1b2c3");
  const runs = [...path.matchAll(/M(\d+) (\d+)h(\d+)v1h-(\d+)z/g)].map(([, x, y, width, back]) => ({ x: Number(x), y: Number(y), width: Number(width), back: Number(back) }));
  expect(runs.every((run) => run.width === run.back && run.x >= 4 && run.x + run.width <= size - 4 && run.y >= 4 && run.y < size - 4)).toBe(true);
  expect(runs.filter((run) => run.y === 4).at(0)).toMatchObject({ x: 4, width: 7 });
  expect(path.replaceAll(/M\d+ \d+h\d+v1h-\d+z/g, "")).toBe("");
});
