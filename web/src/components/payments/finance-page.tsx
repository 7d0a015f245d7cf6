"use client";

import { usePermissions } from "@/session/use-me";
import { PageHead, PaymentTabs } from "../page-head";
import { Segments } from "../segments";
import { useFilter } from "../table-tools";
import { Balances } from "./balances";
import { DayEndView } from "./day-end-view";
import { Ledger } from "./ledger";
import { Payouts } from "./payouts";

type View = "day" | "balances" | "payouts" | "ledger";
const DAY = { value: "day", word: "Day" } as const;
const NETWORK: readonly { value: View; word: string }[] = [{ value: "balances", word: "Balances" }, { value: "payouts", word: "Payouts" }, { value: "ledger", word: "Ledger" }];

/** `/finance?site=…&day=…`, `view=balances|payouts|ledger` for who may see the money of every site. */
export function FinancePage() {
  const { mayEverywhere } = usePermissions();
  const { filter, set } = useFilter(["view"]);
  const views = [DAY, ...(mayEverywhere("ledger.read") ? NETWORK : [])];
  const view = views.find((one) => one.value === filter.view)?.value ?? "day";
  return (
    <>
      <PaymentTabs />
      <PageHead title="Finance" aside={views.length > 1 && <Segments label="Show" value={view} options={views} onChange={(next) => set({ view: next === "day" ? "" : next })} />}>
        The money behind the cards: what was taken, what Stripe keeps, what it pays out.
      </PageHead>
      {view === "day" && <DayEndView />}
      {view === "balances" && <Balances />}
      {view === "payouts" && <Payouts />}
      {view === "ledger" && <Ledger />}
    </>
  );
}
