"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useSearchParams } from "next/navigation";
import { useEffect, useState } from "react";
import { methods } from "@/lib/identity-queries";
import { tillPath } from "@/lib/navigation";
import { isProblem } from "@/lib/problem";
import { me, site as siteQuery } from "@/lib/queries";
import type { Shift } from "@/lib/selling-types";
import { currentShift } from "@/lib/till-queries";
import type { Me, Site } from "@/lib/types";
import { useSites } from "@/lib/use-sites";
import { PageHead } from "../page-head";
import { Empty, Failure, Skeletons } from "../ui";
import { OpenShift } from "./open-shift";
import { TillScreen } from "./till-screen";

const WAITING = <div className="grid grid-cols-2 gap-3 sm:grid-cols-4"><Skeletons count={8} className="h-44" label="Loading the till" /></div>;

/** A shift of one cashier is nobody else's; one of the till is for whoever stands there. */
function mayUse(shift: Shift, person: Me | undefined): boolean {
  return shift.mode === "PER_TILL" || shift.cashier_id === person?.user_id;
}

function AtSite({ site, enrolled }: { site: Site; enrolled: string }) {
  const person = useQuery(me()).data;
  const answer = useQuery(currentShift(site.site_id, enrolled));
  const [holding, setHolding] = useState(false);
  const [last, setLast] = useState<Shift | null>(null);
  useEffect(() => {
    document.title = `Till · ${site.name} · Motorway Petroleum`;
  }, [site.name]);
  const found = answer.data ?? null;
  if (found && found !== last) setLast(found);
  if (answer.isPending) return WAITING;
  if (answer.isError && !answer.data) return <Failure error={answer.error} what="Your shift" onRetry={() => void answer.refetch()} />;
  const shift = found ?? (holding ? last : null);
  if (shift && mayUse(shift, person)) return <TillScreen site={site} shift={shift} hold={setHolding} />;
  return <OpenShift site={site} enrolled={enrolled} taken={shift} />;
}

function Chosen({ id, enrolled }: { id: string; enrolled: string }) {
  const answer = useQuery(siteQuery(id));
  if (answer.data) return <AtSite site={answer.data} enrolled={enrolled} />;
  if (isProblem(answer.error) && answer.error.status === 404) return <Empty icon="question" title="There is no such site"><Link href="/till/" className="font-semibold text-accent underline">Choose another one</Link></Empty>;
  if (answer.isError) return <Failure error={answer.error} what="The site" onRetry={() => void answer.refetch()} />;
  return WAITING;
}

function ChooseSite({ sites }: { sites: readonly Site[] }) {
  return (
    <>
      <PageHead title="Till">At which station are you?</PageHead>
      <ul className="grid gap-3 sm:grid-cols-2 lg:grid-cols-3">
        {sites.map((site) => (
          <li key={site.site_id}><Link href={tillPath(site.site_id)} data-testid={`till-at-${site.site_id}`} className="flex min-h-20 flex-col justify-center rounded-xl border border-line-strong bg-surface px-5 hover:bg-sunken"><span className="text-xl font-bold">{site.name}</span><span className="text-ink-2">{site.site_id}</span></Link></li>
        ))}
      </ul>
    </>
  );
}

/** `/till?site=…`; without one the enrolled till's site, else the only one, else a choice. */
export function Till() {
  const asked = useSearchParams().get("site") ?? "";
  const sites = useSites("sales.sell");
  const here = useQuery(methods());
  if (here.isPending || (!sites.known && !sites.error)) return WAITING;
  if (sites.error && !asked) return <Failure error={sites.error} what="The sites" onRetry={sites.retry} />;
  const till = here.data?.till ?? null;
  const id = asked || (till && sites.find(till.site) ? till.site : "") || (sites.all.length === 1 ? sites.all[0]!.site_id : "");
  if (!id) return sites.all.length > 0 ? <ChooseSite sites={sites.all} /> : <Empty icon="till" title="You may not sell at any site" />;
  return <Chosen key={id} id={id} enrolled={till?.site === id ? till.name : ""} />;
}
