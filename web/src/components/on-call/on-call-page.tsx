"use client";

import { useSites } from "@/lib/use-sites";
import { AlertTabs, PageHead } from "../page-head";
import { SiteFilter } from "../sales/parts";
import { Segments } from "../segments";
import { useFilter } from "../table-tools";
import { DutyBoard } from "./duty-board";
import { PolicyList } from "./policy-list";
import { RecipientList } from "./recipient-list";
import { RotaList } from "./rota-list";

const VIEWS = [{ value: "now", word: "Now" }, { value: "policies", word: "Policies" }, { value: "rotas", word: "Rotas" }, { value: "recipients", word: "Recipients" }] as const;

type View = (typeof VIEWS)[number]["value"];

const ABOUT: Record<View, string> = {
  now: "Who is on call, and who comes next.",
  policies: "Who is told of which alerts, and who next while nobody acknowledges them.",
  rotas: "Who is on call in turns.",
  recipients: "People and teams that can be told, how to reach them, and when to leave them alone.",
};

/** `/on-call?site=…`, `view=policies|rotas|recipients`. */
export function OnCallPage() {
  const { filter, set } = useFilter(["view", "site"]);
  const sites = useSites("on_call.read");
  const view = VIEWS.find((one) => one.value === filter.view)?.value ?? "now";
  const site = filter.site ?? "";
  const where = <SiteFilter sites={sites} value={site} onChange={(next) => set({ site: next })} />;
  return (
    <>
      <AlertTabs />
      <PageHead title="On call" aside={<Segments label="Show" value={view} options={VIEWS} onChange={(next) => set({ view: next === "now" ? "" : next })} />}>{ABOUT[view]}</PageHead>
      {view === "now" && <DutyBoard site={site} where={where} />}
      {view === "policies" && <PolicyList site={site} sites={sites} where={where} />}
      {view === "rotas" && <RotaList site={site} sites={sites} where={where} />}
      {view === "recipients" && <RecipientList site={site} sites={sites} where={where} />}
    </>
  );
}
