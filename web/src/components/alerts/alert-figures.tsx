"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { texts } from "@/i18n/language";
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

const BACK = ["24h", "7d", "30d"] as const;
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
  const t = useTranslations("alerts");
  const share = nuisanceShare(total);
  return (
    <dl data-testid="alert-figures" className="mb-6 grid grid-cols-[repeat(auto-fill,minmax(9.5rem,1fr))] gap-3">
      <Tile name={t("figures.raised")} value={number(total.raised)}>{t("figures.raisedOf", { acknowledged: number(total.acknowledged), resolved: number(total.resolved) })}</Tile>
      <Tile name={t("figures.untilAcknowledged")} value={durationWord(total.mean_acknowledge_s)}>{t("figures.onAverage")}</Tile>
      <Tile name={t("figures.untilResolved")} value={durationWord(total.mean_resolve_s)}>{t("figures.onAverage")}</Tile>
      <Tile name={t("figures.nuisance")} value={number(total.nuisance)}>{share === null ? t("figures.noneRaised") : t("figures.nuisanceShare", { share: percent(share) })}</Tile>
      <Tile name={t("figures.standing")} value={number(total.standing)}>{t("figures.openNow")}</Tile>
      <Tile name={t("figures.stale")} value={number(total.stale)} loud={total.stale > 0}>{t("figures.staleHint")}</Tile>
      <Tile name={t("figures.peak")} value={t("figures.peakCount", { n: number(peak) })} loud={peak > FLOOD}>{peak > FLOOD ? t("figures.flood") : t("figures.noFlood")}</Tile>
    </dl>
  );
}

function columns(name: (rule: string) => string, site: string | undefined): readonly Figure<AlertFigures>[] {
  const t = texts("alerts");
  const list = (rule: string) => withQuery("/alerts/", { site, rule, state: ANY_STATE });
  return [
    { title: t("rule.one"), cell: (one) => <Link href={list(one.rule)} className={LINK}>{name(one.rule)}</Link> },
    { title: t("figures.raised"), numeric: true, cell: (one) => number(one.raised) },
    { title: t("figures.nuisance"), numeric: true, cell: (one) => number(one.nuisance) },
    { title: t("chattering"), numeric: true, cell: (one) => number(one.chattering) },
    { title: t("figures.standing"), numeric: true, cell: (one) => number(one.standing) },
    { title: t("figures.stale"), numeric: true, cell: (one) => number(one.stale) },
    { title: t("figures.untilAcknowledged"), numeric: true, cell: (one) => durationWord(one.mean_acknowledge_s) },
    { title: t("figures.untilResolved"), numeric: true, cell: (one) => durationWord(one.mean_resolve_s) },
  ];
}

function Body({ site, back }: { site: string | undefined; back: Rolling }) {
  const t = useTranslations("alerts");
  const answer = useQuery(alertStatistics(site, back));
  const { name } = useRuleNames();
  if (answer.isPending) return <div className="space-y-3"><Skeletons count={3} className="h-28" label={t("figures.loading")} /></div>;
  if (!answer.data) return <Failure error={answer.error} what={t("figures.the")} onRetry={() => void answer.refetch()} />;
  const { rules } = answer.data;
  return (
    <>
      <Tiles {...answer.data} />
      {rules.length === 0 ? <Empty icon="check" title={t("figures.none")} /> : (
        <Section id="rules-title" title={t("figures.byRule")} flush>
          <Figures caption={t("figures.caption")} columns={columns(name, site)} rows={rules} rowId={(one) => one.rule} />
        </Section>
      )}
    </>
  );
}

/** How alerts were looked after. */
export function AlertFiguresView({ sites }: { sites: Sites }) {
  const t = useTranslations("alerts");
  const { filter, set } = useFilter(["site", "range"]);
  const back: Rolling = filter.range && Object.hasOwn(ROLLING, filter.range) ? (filter.range as Rolling) : "7d";
  return (
    <>
      <Tools>
        <SiteFilter sites={sites} value={filter.site ?? ""} onChange={(site) => set({ site })} />
        <Segments label={t("figures.raisedIn")} value={back} options={BACK.map((value) => ({ value, word: t(`figures.back.${value}`) }))} onChange={(range) => set({ range: range === "7d" ? "" : range })} />
        <ListFiles name="alert-figures" query={figuresFile(filter.site, back)} columns={FIGURES_FILE} />
      </Tools>
      <Body site={filter.site} back={back} />
    </>
  );
}
