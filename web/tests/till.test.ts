import { describe, expect, test } from "vitest";
import { choose, need } from "@/i18n/language";
import { ApiProblem, problemFrom } from "@/lib/problem";
import { isElsewhere, scannedCode, typedPump } from "@/lib/till-keys";
import { pressed } from "@/lib/digits";
import { cashStep, countedTotal, denominations, presets, restOf, tendersFor, volumeCost } from "@/lib/till-money";
import { allows, offered, refusalWords, releaseKind, tapOn, type PumpCommand } from "@/lib/till-pumps";
import { problemWords, releaseWords, waited } from "@/lib/till-words";
import type { Sale } from "@/lib/selling-types";
import type { SaleLive } from "@/live/sales";

const STATES = ["INOPERATIVE", "CLOSED", "IDLE", "CALLING", "AUTHORISED", "STARTED", "SUSPENDED_STARTED", "FUELLING", "SUSPENDED_FUELLING"];

function live(changes: Partial<SaleLive>): SaleLive {
  return {
    sale_id: "a", state: "PAYABLE", kind: "POST_PAY", origin: "POS", clearing: null, pump: 3, grade: "diesel", volume_ml: 28_190, total_minor: 4310, due_minor: 4310, currency: "GBP",
    max_amount_minor: 0, max_volume_ml: 0, shift_id: "", opened_by: "jo", opened_at: "2026-11-23T12:00:00Z", payable_at: "2026-11-23T12:02:00Z", reason: "", version: 3, ...changes,
  };
}

describe("IFSF's table", () => {
  test.each([
    ["open", "2"], ["close", "3456789"], ["release", "34"], ["terminate", "456789"], ["suspend", "68"], ["resume", "79"],
  ] as [PumpCommand | "release", string][])("%s is allowed in %s", (command, numbers) => {
    const allowed = STATES.map((state, i) => (allows(state, command) ? i + 1 : "")).join("");
    expect(allowed).toBe(numbers);
  });
  test("nothing is allowed while nothing was heard", () => expect(offered(null)).toEqual([]));
  test("what is offered begins with the likeliest", () => {
    expect(offered("FUELLING")).toEqual(["suspend", "terminate", "close"]);
    expect(offered("SUSPENDED_FUELLING")).toEqual(["resume", "terminate", "close"]);
    expect(offered("CLOSED")).toEqual(["open"]);
    expect(offered("CALLING")).toEqual(["close"]);
  });
});

describe("a tap on a pump", () => {
  const all = () => true;
  test("releases whoever calls, also when the one before has not paid yet", () => expect(tapOn("CALLING", [live({})], all)).toEqual({ kind: "authorise" }));
  test("takes the payment of whoever waits longest", () => {
    expect(tapOn("IDLE", [live({ sale_id: "first" }), live({ sale_id: "second" })], all)).toMatchObject({ kind: "pay", sale: { sale_id: "first" } });
  });
  test("an attended pump is released for its attendant", () => {
    const site = { pumps: [{ number: 1, nozzles: [], service_level: "SELF" }, { number: 2, nozzles: [], service_level: "ATTENDED" }] } as unknown as Parameters<typeof releaseKind>[0];
    expect([1, 2, 3].map((pump) => releaseKind(site, pump))).toEqual(["POST_PAY", "ATTENDANT", "POST_PAY"]);
  });
  test("gives the change of a prepayment", () => expect(tapOn("IDLE", [live({ kind: "PRE_PAY", due_minor: -690 })], all)).toMatchObject({ kind: "pay" }));
  test("opens its dialog otherwise", () => {
    expect(tapOn("IDLE", [], all)).toEqual({ kind: "open" });
    expect(tapOn("FUELLING", [live({ state: "FUELLING" })], all)).toEqual({ kind: "open" });
    expect(tapOn("CALLING", [live({ state: "REQUESTED" })], all)).toEqual({ kind: "open" });
  });
  test("is no more than the person may", () => expect(tapOn("CALLING", [live({})], () => false)).toEqual({ kind: "open" }));
});

describe("cash", () => {
  test("digits move in from the right", () => {
    expect([..."4310"].reduce(pressed, "")).toBe("4310");
    expect(["0", "0", "5"].reduce(pressed, "")).toBe("5");
    expect(pressed("4310", "erase")).toBe("431");
    expect([..."123456789"].reduce(pressed, "")).toBe("12345678");
  });
  test.each([
    [4310, 5000, { amountMinor: 4310, givenMinor: 5000, changeMinor: 690, leftMinor: 0 }],
    [4310, 0, { amountMinor: 4310, givenMinor: 4310, changeMinor: 0, leftMinor: 0 }],
    [4310, 2000, { amountMinor: 2000, givenMinor: 2000, changeMinor: 0, leftMinor: 2310 }],
  ])("of %i due, %i given", (due, given, step) => expect(cashStep(due, given)).toEqual(step));
  test("counted by denomination", () => expect(countedTotal({ 5000: 2, 200: 3, 1: 7 })).toBe(10_607));
  test("drawers hold the currency's notes and coins, largest first", () => {
    expect(denominations("GBP").slice(0, 5)).toEqual([5000, 2000, 1000, 500, 200]);
    expect(denominations("EUR")[0]).toBe(20_000);
    expect(denominations("JPY").slice(0, 3)).toEqual([1000, 500, 200]);
  });
  test("presets are in major units", () => expect(presets("GBP")).toEqual([1000, 2000, 3000, 4000, 5000, 10_000]));
  test("a prepayment in parts leaves the last of them to the server", () => {
    const given = [{ kind: "CASH", amount_minor: 700, given_minor: 1000 }, { kind: "ACCOUNT", amount_minor: 300, account_id: "acme" }] as const;
    expect(restOf(2000, given)).toBe(1000);
    expect(tendersFor(given, { kind: "CARD", amount_minor: 1000, payment_id: "p" })).toEqual([...given, { kind: "CARD", amount_minor: 0, payment_id: "p" }]);
  });
  test("a volume costs its price, rounded up", () => {
    expect(volumeCost(20_000, 1459, "GBP")).toBe(2918);
    expect(volumeCost(1, 1459, "GBP")).toBe(1);
    expect(volumeCost(10_000, 170_000, "JPY")).toBe(1700);
  });
});

describe("keys", () => {
  test("two digits soon after one another are one number", () => {
    expect(typedPump("1", 400, "2")).toBe("12");
    expect(typedPump("1", 5000, "2")).toBe("2");
    expect(typedPump("", 0, "0")).toBe("");
  });
  const typing = (code: string, gapMs: number) => [...code].map((key, i) => ({ key, timeMs: i * gapMs }));
  test("a scanner is told from fingers by its speed", () => {
    expect(scannedCode(typing("5000112558272", 8))).toBe("5000112558272");
    expect(scannedCode(typing("50001125", 150))).toBe("");
    expect(scannedCode(typing("2000", 8))).toBe("");
  });
  test("shortcuts of the browser are left alone", () => expect(isElsewhere({ ctrlKey: true, metaKey: false, altKey: false, key: "1", target: null })).toBe(true));
});

describe("words", () => {
  test("a refusal has IFSF's code and what to do", () => {
    expect(refusalWords("closed", "0x2E")).toBe("it is closed (IFSF 0x2E). Open it first.");
    expect(refusalWords("drive_train_hot", "")).toBe("it says “drive train hot”.");
  });
  test("of the rules here, and of the pump itself", () => {
    const problem = (by: string) => problemFrom(new Response(null, { status: 409 }), { reason: "PumpRefused", detail: "pump 3 refuses: already started", context: { pump: "3", code: "0x31", refusal: "already_started", by } });
    expect(problemWords(problem("pos"))).toBe("Pump 3 cannot do that: it is released already (IFSF 0x31).");
    expect(problemWords(problem("device"))).toBe("Pump 3 itself refuses: it is released already (IFSF 0x31).");
  });
  test.each([
    ["en", "0x32", "configuration_locked", "Pump 3 itself refuses: it is in use (IFSF 0x32). Try again when the customer has finished."],
    ["en", "0x33", "wrong_controller", "Pump 3 was released by ann (IFSF 0x33): they, or a supervisor, can change that."],
    ["de", "0x32", "configuration_locked", "Zapfsäule 3 lehnt selbst ab: sie wird gerade benutzt (IFSF 0x32). Versuchen Sie es noch einmal, wenn der Kunde fertig ist."],
    ["de", "0x33", "wrong_controller", "Zapfsäule 3 hat ann freigegeben (IFSF 0x33): Ändern kann das nur ann oder die Schichtleitung."],
    ["fr", "0x32", "configuration_locked", "La pompe 3 refuse elle-même : elle est en cours d’utilisation (IFSF 0x32). Réessayez quand le client a fini."],
    ["fr", "0x33", "wrong_controller", "La pompe 3 a été libérée par ann (IFSF 0x33) : seule cette personne ou un responsable peut y revenir."],
  ] as const)("in %s, refused with %s", async (locale, code, refusal, words) => {
    await choose(locale);
    await need("base", "selling");
    const context = { pump: "3", code, refusal, ...(code === "0x33" ? { by: "pos", cashier: "ann" } : { by: "device" }) };
    expect(problemWords(problemFrom(new Response(null, { status: 409 }), { reason: "PumpRefused", detail: "", context }))).toBe(words);
    await choose("en");
  });
  test("somebody else's ticket names who has it", () => {
    expect(problemWords(new ApiProblem(409, "SaleLockedElsewhere", "sam.lee has the ticket at Counter 2"))).toBe("sam.lee has the ticket at Counter 2. It is paid there; or it is put back there first.");
  });
  test("without an answer it is done only once", () => expect(problemWords(new ApiProblem(0, "Unreachable", "The server cannot be reached."))).toMatch(/done only once/));
  const released = (changes: Partial<Sale>) => releaseWords({ state: "AUTHORISED", kind: "POST_PAY", pump: 4, reason: "", refusal_code: 0, max_amount_minor: 2000, currency: "GBP", card_payments: [], tenders: [], ...changes } as unknown as Sale);
  test("what became of a release", () => {
    expect(released({})).toBe("");
    expect(released({ state: "REFUSED", reason: "closed", refusal_code: 0x2e })).toBe("Pump 4 refuses: it is closed (IFSF 0x2E). Open it first.");
    const given = (...tenders: [string, number][]) => tenders.map(([kind, amount_minor]) => ({ kind, amount_minor })) as Sale["tenders"];
    expect(released({ state: "REFUSED", kind: "PRE_PAY", reason: "no_answer", tenders: given(["CASH", 2000], ["CASH", -2000]) })).toMatch(/Give back £20.00\.$/);
    const card_payments = [{ payment_id: "p", state: "ENDED" }] as Sale["card_payments"];
    expect(released({ state: "REFUSED", kind: "PRE_PAY", reason: "no_answer", card_payments })).toMatch(/The card is not charged\.$/);
    expect(released({ state: "REFUSED", kind: "PRE_PAY", reason: "payments_unavailable", card_payments })).toBe("Pump 4 is not released: card payments do not answer. Try again in a moment, or take cash. The card is not charged.");
    expect(released({ state: "REFUSED", kind: "PRE_PAY", reason: "no_answer", card_payments, tenders: given(["CASH", 700]) })).toMatch(/The card is not charged\. Give back £7\.00\.$/);
    expect(released({ state: "REFUSED", kind: "PRE_PAY", reason: "no_answer", tenders: given(["ACCOUNT", 2000], ["ACCOUNT", -2000]) })).toMatch(/The account is not charged\.$/);
    expect(released({ state: "REQUESTED" })).toMatch(/has not answered yet/);
  });
  test.each([[20_000, "just now"], [190_000, "3 min"], [3_900_000, "1 h 5 min"]])("waited %i ms: %s", (ms, words) => expect(waited(0, ms)).toBe(words));
});
