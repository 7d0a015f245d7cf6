"use client";

import { useQuery } from "@tanstack/react-query";
import { useSearchParams } from "next/navigation";
import { Suspense, lazy, useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import { methods } from "@/lib/session-queries";
import { DASHBOARD, tillPath } from "@/lib/navigation";
import { isProblem } from "@/lib/problem";
import { me, site as siteQuery } from "@/lib/queries";
import type { Shift } from "@/lib/selling-types";
import { currentShift } from "@/lib/till-queries";
import type { Me, Site } from "@/lib/types";
import { useSites } from "@/lib/use-sites";
import { usePermissions } from "@/session/use-me";
import { Empty, Failure } from "../ui";
import { PosFrame } from "./pos-frame";
import { PosMenu } from "./pos-menu";
import { PosStation } from "./pos-station";
import { PosWaiting } from "./pos-waiting";
import { TillScreen } from "./till-screen";

const OfflineForget = lazy(() => import("../offline/offline-keeper").then((found) => ({ default: found.OfflineForget })));
const OfflineKeeper = lazy(() => import("../offline/offline-keeper").then((found) => ({ default: found.OfflineKeeper })));
const OpenShift = lazy(() => import("./open-shift").then((found) => ({ default: found.OpenShift })));

const MENU = <PosMenu otherSites={false} />;
const WAITING = <PosFrame aside={MENU}><PosWaiting /></PosFrame>;

/** A shift of one cashier is nobody else's; one of the till is for whoever stands there. */
function mayUse(shift: Shift, person: Me | undefined): boolean {
  return shift.mode === "PER_TILL" || shift.cashier_id === person?.user_id;
}

interface Place {
  site: Site;
  /** The name of the till that this browser is; empty when it is none. */
  enrolled: string;
  otherSites: boolean;
}

function AtSite({ site, enrolled, otherSites }: Place) {
  const t = useTranslations("pos");
  const person = useQuery(me()).data;
  const answer = useQuery(currentShift(site.site_id, enrolled));
  const [holding, setHolding] = useState(false);
  const [last, setLast] = useState<Shift | null>(null);
  useEffect(() => {
    document.title = `${t("place.title", { site: site.name })} · Motorway Petroleum`;
  }, [t, site.name]);
  const found = answer.data ?? null;
  if (found && found !== last) setLast(found);
  const shift = found ?? (holding ? last : null);
  const usable = shift && mayUse(shift, person) ? shift : null;
  const known = !answer.isPending && !(answer.isError && !answer.data);
  return (
    <PosStation site={site} shift={usable} otherSites={otherSites}>
      <Suspense>{usable ? <OfflineKeeper site={site} shift={usable} /> : known && <OfflineForget />}</Suspense>
      {answer.isPending && <PosWaiting />}
      {answer.isError && !answer.data && <Failure error={answer.error} what={t("place.shift")} onRetry={() => void answer.refetch()} />}
      {known && (usable ? <TillScreen site={site} shift={usable} hold={setHolding} /> : <Suspense fallback={<PosWaiting />}><OpenShift site={site} enrolled={enrolled} taken={shift} /></Suspense>)}
    </PosStation>
  );
}

function Chosen({ id, ...place }: Omit<Place, "site"> & { id: string }) {
  const t = useTranslations("pos");
  const answer = useQuery(siteQuery(id));
  if (answer.data) return <AtSite site={answer.data} {...place} />;
  if (isProblem(answer.error) && answer.error.status === 404) return <PosFrame aside={MENU}><Empty icon="question" title={t("place.unknown")}><a href="/pos/" className="font-semibold text-accent underline">{t("place.other")}</a></Empty></PosFrame>;
  if (answer.isError) return <PosFrame aside={MENU}><Failure error={answer.error} what={t("place.site")} onRetry={() => void answer.refetch()} /></PosFrame>;
  return WAITING;
}

function ChooseSite({ sites }: { sites: readonly Site[] }) {
  const t = useTranslations("pos");
  return (
    <PosFrame aside={MENU}>
      <h1 className="mt-2 mb-4 text-2xl font-extrabold">{t("place.choose")}</h1>
      <ul className="grid gap-3 sm:grid-cols-2 lg:grid-cols-3">
        {sites.map((site) => (
          <li key={site.site_id}><a href={tillPath(site.site_id)} data-testid={`till-at-${site.site_id}`} className="flex min-h-20 flex-col justify-center rounded-xl border border-line-strong bg-surface px-5 hover:bg-sunken"><span className="text-xl font-bold">{site.name}</span><span className="text-ink-2">{site.site_id}</span></a></li>
        ))}
      </ul>
    </PosFrame>
  );
}

function NoSite() {
  const t = useTranslations("pos");
  return (
    <PosFrame aside={MENU}>
      <div data-testid="not-allowed" className="mx-auto max-w-2xl py-8">
        <Empty icon="lock" title={t("place.none")}>{t("place.noneHint")} <a href={DASHBOARD} className="font-semibold text-accent underline">{t("place.toSites")}</a></Empty>
      </div>
    </PosFrame>
  );
}

/** `/pos?site=…`; without one the enrolled till's site, else the only one, else a choice. */
export function Till() {
  const t = useTranslations("pos");
  const asked = useSearchParams().get("site") ?? "";
  const sites = useSites("sales.sell");
  const { may } = usePermissions();
  const here = useQuery(methods());
  if (here.isPending || (!sites.known && !sites.error)) return WAITING;
  if (sites.error && !asked) return <PosFrame aside={MENU}><Failure error={sites.error} what={t("place.sites")} onRetry={sites.retry} /></PosFrame>;
  const till = here.data?.till ?? null;
  const id = asked || (till && sites.find(till.site) ? till.site : "") || (sites.all.length === 1 ? sites.all[0]!.site_id : "");
  if (!id || (sites.known && !may("sales.sell", id))) return sites.all.length > 0 ? <ChooseSite sites={sites.all} /> : <NoSite />;
  return <Chosen key={id} id={id} enrolled={till?.site === id ? till.name : ""} otherSites={!till && sites.all.length > 1} />;
}
