"use client";

import { useInfiniteQuery, useQuery, type UseInfiniteQueryResult } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import Link from "next/link";
import { useEffect, useMemo } from "react";
import { useTranslations } from "use-intl";
import { healthOf, matches, needsAttention, networkFigures, networkHealth, type SiteHealth } from "@/lib/network-health";
import { allOpenAlerts, controllers, sites as sitesQuery } from "@/lib/site-queries";
import type { Site } from "@/lib/types";
import type { EventType } from "@/live/events";
import { useLiveScope } from "@/live/live-provider";
import { usePermissions } from "@/session/use-me";
import { Icon } from "../icon";
import { PageHead } from "../page-head";
import { Segments } from "../segments";
import { SiteCard } from "../site-card";
import { SearchBox, Tools, useFilter } from "../table-tools";
import { Button, Empty, Failure, Skeleton, Skeletons } from "../ui";
import { NetworkFile } from "./network-file";
import { NetworkFiguresBar } from "./network-figures-bar";
import { SiteTable } from "./site-table";

const TYPES: readonly EventType[] = ["pump.state", "tank.reading", "controller.connection", "alert.raised", "alert.acknowledged", "alert.resolved"];
/** What the marks of the map show. */
const MAP_TYPES = TYPES.filter((type) => type !== "pump.state" && type !== "tank.reading");
const GRID = "grid grid-cols-[repeat(auto-fill,minmax(19rem,1fr))] gap-4";
const VIEWS = ["cards", "table", "map"] as const;
type View = (typeof VIEWS)[number];

const SiteMap = dynamic(() => import("../site-map/site-map"), { ssr: false, loading: () => <Skeleton className="h-[70vh]" /> });

export function useNetworkHealth(): ReadonlyMap<string, SiteHealth> {
  const { may } = usePermissions();
  const seen = useQuery(controllers()).data?.items;
  const open = useQuery({ ...allOpenAlerts(), enabled: may("alerts.read") }).data;
  return useMemo(() => networkHealth(seen ?? [], open ?? []), [seen, open]);
}

function Sites({ shown, view, filtered }: { shown: readonly Site[]; view: View; filtered: boolean }) {
  const t = useTranslations("sites");
  if (shown.length === 0) {
    return filtered
      ? <Empty icon="search" title={t("noneFits")}>{t("noneFitsHint")}</Empty>
      : <Empty icon="nozzle" title={t("none")}>{t("noneHint")}</Empty>;
  }
  if (view === "table") return <SiteTable sites={shown} />;
  return <ul className={GRID}>{shown.map((site) => <li key={site.site_id} className="keep-together"><SiteCard site={site} /></li>)}</ul>;
}

function NewSite() {
  const t = useTranslations("sites");
  const { may } = usePermissions();
  if (!may("sites.configure")) return null;
  return <Link href="/site/configuration/?new=1" data-testid="site-new" className="inline-flex min-h-11 items-center gap-2 rounded-lg bg-action px-4 font-semibold text-action-ink hover:brightness-115 print:hidden"><Icon name="plus" />{t("newSite")}</Link>;
}

/** On the map are all of them, however many. */
function useEveryPage({ hasNextPage, isFetchingNextPage, isError, fetchNextPage }: UseInfiniteQueryResult, every: boolean): void {
  const more = every && hasNextPage && !isFetchingNextPage && !isError;
  useEffect(() => {
    if (more) void fetchNextPage();
  }, [more, fetchNextPage]);
}

/** `/?text=…&which=attention&view=table|map&at=52.1,-0.5,7`: every site, and which of them needs somebody. */
export function NetworkPage() {
  const t = useTranslations("sites");
  const menu = useTranslations("menu");
  const { filter, set } = useFilter(["text", "which", "view", "at"]);
  const view: View = VIEWS.find((one) => one === filter.view) ?? "cards";
  const answer = useInfiniteQuery(sitesQuery());
  useEveryPage(answer, view === "map");
  const all = useMemo(() => answer.data?.pages.flatMap((page) => page.items) ?? [], [answer.data]);
  const health = useNetworkHealth();
  useLiveScope(all.map((site) => site.site_id), view === "map" ? MAP_TYPES : TYPES);
  const found = all.filter((site) => matches(site, filter.text ?? "") && (filter.which !== "attention" || needsAttention(healthOf(health, site.site_id))));
  const figures = networkFigures(all, health);
  return (
    <>
      <PageHead title={menu("sites")} aside={<NewSite />} />
      <NetworkFiguresBar figures={figures} known={!answer.isPending} which={filter.which} onWhich={(which) => set({ which })} />
      <Tools>
        <SearchBox label={t("nameOfSite")} value={filter.text ?? ""} onChange={(text) => set({ text })} />
        <Segments label={t("showAs")} value={view} options={VIEWS.map((one) => ({ value: one, word: t(`view.${one}`) }))} onChange={(next) => set({ view: next === "cards" ? "" : next, at: "" })} />
        <NetworkFile sites={found} health={health} />
      </Tools>
      {answer.isPending && <div className={GRID}><Skeletons count={6} className="h-72" label={t("loadingSites")} /></div>}
      {answer.isError && all.length === 0 && <Failure error={answer.error} what={t("theList")} onRetry={() => void answer.refetch()} />}
      {answer.data && (view === "map" && found.length > 0
        ? <SiteMap sites={found} health={health} at={filter.at} onAt={(at) => set({ at })} />
        : <Sites shown={found} view={view} filtered={Boolean(filter.text ?? filter.which)} />)}
      {answer.hasNextPage && view !== "map" && <p className="mt-6 text-center"><Button onClick={() => void answer.fetchNextPage()} disabled={answer.isFetchingNextPage}>{t("showMore")}</Button></p>}
    </>
  );
}
