"use client";

import { useTranslations } from "use-intl";
import { useSites } from "@/lib/use-sites";
import { AlertTabs, PageHead } from "../page-head";
import { SiteFilter } from "../sales/parts";
import { Segments } from "../segments";
import { useFilter } from "../table-tools";
import { DutyBoard } from "./duty-board";
import { PolicyList } from "./policy-list";
import { RecipientList } from "./recipient-list";
import { RotaList } from "./rota-list";

const VIEWS = ["now", "policies", "rotas", "recipients"] as const;

/** `/on-call?site=…`, `view=policies|rotas|recipients`. */
export function OnCallPage() {
  const t = useTranslations("calls");
  const { filter, set } = useFilter(["view", "site"]);
  const sites = useSites("on_call.read");
  const view = VIEWS.find((one) => one === filter.view) ?? "now";
  const site = filter.site ?? "";
  const where = <SiteFilter sites={sites} value={site} onChange={(next) => set({ site: next })} />;
  return (
    <>
      <AlertTabs />
      <PageHead title={t("onCall.title")} aside={<Segments label={t("show")} value={view} options={VIEWS.map((value) => ({ value, word: t(`onCall.view.${value}`) }))} onChange={(next) => set({ view: next === "now" ? "" : next })} />}>{t(`onCall.about.${view}`)}</PageHead>
      {view === "now" && <DutyBoard site={site} where={where} />}
      {view === "policies" && <PolicyList site={site} sites={sites} where={where} />}
      {view === "rotas" && <RotaList site={site} sites={sites} where={where} />}
      {view === "recipients" && <RecipientList site={site} sites={sites} where={where} />}
    </>
  );
}
