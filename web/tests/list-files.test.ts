import { expect, test } from "vitest";
import { csv } from "@/lib/csv";
import { DEBT_FILE, LEDGER_FILE, SHIFT_FILE, accountFile } from "@/lib/list-files";
import type { LedgerEntry } from "@/lib/payment-types";
import type { AccountEntry, Debt, Shift } from "@/lib/selling-types";

const lines = (text: string) => text.trimEnd().split("\r\n");

test("money is in the major unit, and a column says so", () => {
  const debt = { debt_id: "d1", site: "m25-cobham", amount_minor: 4250, currency: "GBP", registration: "=AB12" } as Debt;
  const [head, row] = lines(csv(DEBT_FILE, [debt]));
  expect(head).toContain("state,amount,currency");
  expect(row).toContain("42.50,GBP,,'=AB12");
});

test("what was not counted is empty, not nought", () => {
  const shift = { shift_id: "s1", currency: "GBP", float_minor: 10_000, expected_minor: null, counted_minor: null, over_short_minor: null } as Shift;
  expect(lines(csv(SHIFT_FILE, [shift]))[1]).toMatch(/100\.00,,,,GBP$/);
});

test("the legs of an entry, and an account in its own currency", () => {
  const entry = { entry_id: "e1", currency: "JPY", legs: [{ account: "fees", amount_minor: 12 }, { account: "bank", amount_minor: -12 }] } as LedgerEntry;
  expect(lines(csv(LEDGER_FILE, [entry]))[1]).toMatch(/fees 12; bank -12$/);
  expect(csv(accountFile("EUR"), [{ number: 1, amount_minor: -500, balance_minor: 0 } as AccountEntry])).toContain(",-5.00,0.00,EUR,");
});
