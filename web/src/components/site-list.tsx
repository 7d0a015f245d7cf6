"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { sites as sitesQuery } from "@/lib/queries";
import type { EventType } from "@/live/events";
import { useLiveScope } from "@/live/live-provider";
import { SiteCard } from "./site-card";
import { Button, Empty, Failure, Skeletons } from "./ui";

const TYPES: readonly EventType[] = ["pump.state", "tank.reading", "controller.connection", "alert.raised", "alert.acknowledged", "alert.resolved"];
const GRID = "grid grid-cols-[repeat(auto-fill,minmax(19rem,1fr))] gap-4";

function Body() {
  const answer = useInfiniteQuery(sitesQuery());
  const sites = useMemo(() => answer.data?.pages.flatMap((page) => page.items) ?? [], [answer.data]);
  useLiveScope(sites.map((site) => site.site_id), TYPES);
  if (answer.isPending) return <div className={GRID}><Skeletons count={3} className="h-48" label="Loading sites" /></div>;
  if (answer.isError && sites.length === 0) return <Failure error={answer.error} what="The list of sites" onRetry={() => void answer.refetch()} />;
  if (sites.length === 0) {
    return <Empty icon="nozzle" title="No sites yet">A site appears here as soon as it is entered through the API (<code>PUT /api/v1/sites/…</code>).</Empty>;
  }
  return (
    <>
      <ul className={GRID}>
        {sites.map((site) => <li key={site.site_id}><SiteCard site={site} /></li>)}
      </ul>
      {answer.hasNextPage && (
        <p className="mt-6 text-center"><Button onClick={() => void answer.fetchNextPage()} disabled={answer.isFetchingNextPage}>Show more sites</Button></p>
      )}
    </>
  );
}

export function SiteList() {
  return (
    <>
      <h1 className="mb-4 text-2xl font-extrabold tracking-tight">Sites</h1>
      <Body />
    </>
  );
}
