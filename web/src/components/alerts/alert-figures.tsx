"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import type { ReactNode } from "react";
import { ANY_STATE } from "@/lib/alert-filter";
import { alertStatistics, figuresFile } from "@/lib/alert-queries";
import type { AlertFigures, AlertStatistics } from "@/lib/alert-types";
import { FIGURES_FILE, durationWord, nuisanceShare } from "@/lib/alert-words";
import { withQuery } from "@/lib/api";
import { number, percent } from "@/lib/format";
import { ROLLING, type Rolling } from "@/lib/ranges";
import type { Sites } from "@/lib/use-sites";
import { Figures, LINK, Section, SiteFilter, type Figure } from "../sales/parts";
import { Segments } from "../segments";
import { ListFiles, Tools, useFilter } from "../table-tools";
import { Card, Empty, Failure, Skeletons } from "../ui";
import { useRuleNames } from "./parts";

const BACK = [{ value: "24h", word: "24 h" }, { value: "7d", word: "7 days" }, { value: "30d", word: "30 days" }] as const;
/** More alerts than that within ten minutes nobody can look after. */
const FLOOD = 10;

function Tile({ name, value, children, loud = false }: { name: string; value: string; children: ReactNode; loud?: boolean }) {
  return (
    <Card className="flex flex-col p-4">
      <dt className="text-sm font-semibold text-ink-2">{name}</dt>
      <dd className="flex flex-1 flex-col"><span className={`text-2xl font-extrabold tabular-nums ${loud ? "text-warn-ink" : ""}`}>{value}</span><span className="text-sm text-ink-2">{children}</span></dd>
    </Card>
  );
}

function Tiles({ total, peak_per_10_min: peak }: AlertStatistics) {
  const share = nuisanceShare(total);
  return (
    <dl data-testid="alert-figures" className="mb-6 grid grid-cols-[repeat(auto-fill,minmax(10.5rem,1fr))] gap-3">
      <Tile name="Raised" value={number(total.raised)}>{number(total.acknowledged)} acknowledged, {number(total.resolved)} resolved</Tile>
      <Tile name="Until acknowledged" value={durationWord(total.mean_acknowledge_s)}>on average, of those that were</Tile>
      <Tile name="Until resolved" value={durationWord(total.mean_resolve_s)}>on average, of those that were</Tile>
      <Tile name="Nuisance" value={number(total.nuisance)}>{share === null ? "none raised" : `${percent(share)} cleared by themselves within 5 min, or chatter`}</Tile>
      <Tile name="Standing" value={number(total.standing)}>open now</Tile>
      <Tile name="Stale" value={number(total.stale)} loud={total.stale > 0}>open for more than 24 h</Tile>
      <Tile name="Peak" value={`${number(peak)} in 10 min`} loud={peak > FLOOD}>{peak > FLOOD ? "a flood: more than 10" : "no flood: at most 10"}</Tile>
    </dl>
  );
}

function columns(name: (rule: string) => string, site: string | undefined): readonly Figure<AlertFigures>[] {
  const list = (rule: string) => withQuery("/alerts/", { site, rule, state: ANY_STATE });
  return [
    { title: "Rule", cell: (one) => <Link href={list(one.rule)} className={LINK}>{name(one.rule)}</Link> },
    { title: "Raised", numeric: true, cell: (one) => number(one.raised) },
    { title: "Nuisance", numeric: true, cell: (one) => number(one.nuisance) },
    { title: "Chattering", numeric: true, cell: (one) => number(one.chattering) },
    { title: "Standing", numeric: true, cell: (one) => number(one.standing) },
    { title: "Stale", numeric: true, cell: (one) => number(one.stale) },
    { title: "Until acknowledged", numeric: true, cell: (one) => durationWord(one.mean_acknowledge_s) },
    { title: "Until resolved", numeric: true, cell: (one) => durationWord(one.mean_resolve_s) },
  ];
}

function Body({ site, back }: { site: string | undefined; back: Rolling }) {
  const answer = useQuery(alertStatistics(site, back));
  const { name } = useRuleNames();
  if (answer.isPending) return <div className="space-y-3"><Skeletons count={3} className="h-28" label="Loading the figures" /></div>;
  if (!answer.data) return <Failure error={answer.error} what="The figures" onRetry={() => void answer.refetch()} />;
  const { rules } = answer.data;
  return (
    <>
      <Tiles {...answer.data} />
      {rules.length === 0 ? <Empty icon="check" title="No alert was raised in this time" /> : (
        <Section id="rules-title" title="By rule, most raised first" flush>
          <Figures caption="Alerts by rule, most raised first" columns={columns(name, site)} rows={rules} rowId={(one) => one.rule} />
        </Section>
      )}
    </>
  );
}

/** How alerts were looked after. */
export function AlertFiguresView({ sites }: { sites: Sites }) {
  const { filter, set } = useFilter(["site", "range"]);
  const back: Rolling = filter.range && Object.hasOwn(ROLLING, filter.range) ? (filter.range as Rolling) : "7d";
  return (
    <>
      <Tools>
        <SiteFilter sites={sites} value={filter.site ?? ""} onChange={(site) => set({ site })} />
        <Segments label="Raised in the last" value={back} options={BACK} onChange={(range) => set({ range: range === "7d" ? "" : range })} />
        <ListFiles name="alert-figures" query={figuresFile(filter.site, back)} columns={FIGURES_FILE} />
      </Tools>
      <Body site={filter.site} back={back} />
    </>
  );
}
