"use client";

import { useTranslations } from "use-intl";
import { usePermissions } from "@/session/use-me";
import { PageHead, PaymentTabs } from "../page-head";
import { Segments } from "../segments";
import { useFilter } from "../table-tools";
import { Balances } from "./balances";
import { DayEndView } from "./day-end-view";
import { Ledger } from "./ledger";
import { Payouts } from "./payouts";

const VIEWS = ["day", "balances", "payouts", "ledger"] as const;
type View = (typeof VIEWS)[number];

/** `/finance?site=…&day=…`, `view=balances|payouts|ledger` for who may see the money of every site. */
export function FinancePage() {
  const t = useTranslations("money");
  const { mayEverywhere } = usePermissions();
  const { filter, set } = useFilter(["view"]);
  const views: readonly View[] = mayEverywhere("ledger.read") ? VIEWS : ["day"];
  const view = views.find((one) => one === filter.view) ?? "day";
  return (
    <>
      <PaymentTabs />
      <PageHead title={t("finance.title")} aside={views.length > 1 && <Segments label={t("show")} value={view} options={views.map((value) => ({ value, word: t(`finance.view.${value}`) }))} onChange={(next) => set({ view: next === "day" ? "" : next })} />}>
        {t("finance.intro")}
      </PageHead>
      {view === "day" && <DayEndView />}
      {view === "balances" && <Balances />}
      {view === "payouts" && <Payouts />}
      {view === "ledger" && <Ledger />}
    </>
  );
}
