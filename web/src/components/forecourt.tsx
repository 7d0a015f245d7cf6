"use client";

import Link from "next/link";
import { useTranslations } from "use-intl";
import { configurationPath, tillPath } from "@/lib/navigation";
import type { Site, TankStock } from "@/lib/types";
import { useTitle } from "@/lib/use-title";
import { EVENT_TYPES } from "@/live/events";
import { useAlerts, useController, useLiveScope } from "@/live/live-provider";
import { useSaleSeed, useStopSeed } from "@/live/seed";
import { useSiteSeeds, type Seeds } from "@/live/site-seeds";
import { useStock } from "@/live/use-stock";
import { usePermissions } from "@/session/use-me";
import { AlertPanel } from "./alert-list";
import { ControllerStatus } from "./controller-status";
import { EmergencyStop, StoppedNotice } from "./emergency-stop";
import { ForecourtPlan } from "./forecourt-plan/forecourt-plan";
import { Icon } from "./icon";
import { Notices } from "./notices";
import { PumpCard } from "./pump-card";
import { PumpSummary } from "./pump-summary";
import { TankCard } from "./tank-card";
import { TankCharts } from "./tank-charts";
import { Empty, Failure, SectionTitle, Skeletons } from "./ui";

/** Few pumps are shown large, to be read across the shop; of many, those out of sight are not drawn. */
function pumpGrid(site: Site): string {
  return `grid grid-cols-2 gap-3 sm:grid-cols-3 lg:grid-cols-4 ${site.pumps.length > 8 ? "drawn-in-sight 2xl:grid-cols-6" : ""}`;
}

function tankGrid(site: Site): string {
  return `grid gap-3 sm:grid-cols-2 ${site.tanks.length === 3 ? "lg:grid-cols-3" : "lg:grid-cols-4"}`;
}

function useSiteTitle(site: Site): void {
  const alerts = useAlerts(site.site_id)?.length ?? 0;
  useTitle(`${alerts ? `(${alerts}) ` : ""}${site.name}`);
}

function TillLink({ site }: { site: Site }) {
  const menu = useTranslations("menu");
  const { may } = usePermissions();
  if (!may("sales.sell", site.site_id)) return null;
  return (
    <Link href={tillPath(site.site_id)} data-testid="till-link" className="inline-flex min-h-14 items-center gap-2.5 rounded-xl bg-action px-4 text-lg font-bold text-action-ink hover:brightness-115">
      <Icon name="till" className="size-6" />{menu("till")}
    </Link>
  );
}

function ConfigurationLink({ site }: { site: Site }) {
  const t = useTranslations("sites");
  const { may } = usePermissions();
  if (!may("sites.configure", site.site_id)) return null;
  return <Link href={configurationPath(site.site_id)} data-testid="configuration-link" className="inline-flex min-h-11 items-center font-semibold text-accent underline print:hidden">{t("configuration")}</Link>;
}

/** Two rows, so that what becomes known of the controller moves nothing. */
function Heading({ site, known }: { site: Site; known: boolean }) {
  const t = useTranslations("sites");
  return (
    <div className="mb-4 flex flex-wrap items-center gap-x-6 gap-y-1">
      <div className="flex min-w-0 items-center gap-2">
        <Link href="/" aria-label={t("allSites")} className="-ml-2 grid size-11 place-items-center rounded-lg hover:bg-sunken"><Icon name="back" className="size-6" /></Link>
        <h1 className="text-2xl font-extrabold tracking-tight">{site.name}</h1>
        <span className="hidden text-ink-2 sm:inline">{site.site_id}</span>
      </div>
      <div className="flex items-center gap-x-4 gap-y-2 max-sm:my-2 max-sm:w-full max-sm:gap-x-3 sm:ml-auto sm:flex-wrap"><TillLink site={site} /><EmergencyStop site={site} /></div>
      <div className="w-full"><ControllerStatus site={site} known={known}><ConfigurationLink site={site} /></ControllerStatus></div>
    </div>
  );
}

function Pumps({ site, answer }: { site: Site; answer: Seeds["pumps"] }) {
  const t = useTranslations("sites");
  const controller = useController(site.site_id);
  if (site.pumps.length === 0) return <Empty icon="nozzle" title={t("noPumps")}>{t("equipmentHint")}</Empty>;
  if (answer.isPending) return <div className={pumpGrid(site)}><Skeletons count={site.pumps.length} className="h-44" label={t("loadingPumps")} /></div>;
  return (
    <>
      {answer.isError && <div className="mb-3"><Failure error={answer.error} what={t("pumpStates")} onRetry={() => void answer.refetch()} /></div>}
      <div className={pumpGrid(site)}>
        {site.pumps.map((pump) => (
          <PumpCard key={pump.number} site={site} number={pump.number} nozzles={pump.nozzles} current={controller?.online !== false} />
        ))}
      </div>
    </>
  );
}

function Tanks({ site, answer, stock }: { site: Site; answer: Seeds["tanks"]; stock: ReadonlyMap<number, TankStock> }) {
  const t = useTranslations("sites");
  if (site.tanks.length === 0) return <Empty icon="tank" title={t("noTanks")}>{t("equipmentHint")}</Empty>;
  if (answer.isPending) return <div className={tankGrid(site)}><Skeletons count={site.tanks.length} className="h-96" label={t("loadingTanks")} /></div>;
  return (
    <>
      {answer.isError && <div className="mb-3"><Failure error={answer.error} what={t("tankReadings")} onRetry={() => void answer.refetch()} /></div>}
      <div className={tankGrid(site)}>
        {site.tanks.map((tank) => <TankCard key={tank.number} site={site} config={tank} stock={stock.get(tank.number)} />)}
      </div>
    </>
  );
}

/** Everything of one site, live. */
export function Forecourt({ site }: { site: Site }) {
  const t = useTranslations("sites");
  useLiveScope([site.site_id], EVENT_TYPES);
  const seeds = useSiteSeeds(site);
  const { may } = usePermissions();
  useSaleSeed(site.site_id, may("sales.read", site.site_id));
  useStopSeed(site.site_id);
  useSiteTitle(site);
  const stock = useStock(site);
  return (
    <>
      <Heading site={site} known={!seeds.controller.isPending} />
      <Notices site={site} />
      <StoppedNotice site={site} />
      <div className="mb-6"><ForecourtPlan site={site} stock={stock} /></div>
      <div className="grid gap-x-6 gap-y-7 xl:grid-cols-[minmax(0,1fr)_18rem] 2xl:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="min-w-0 space-y-7">
          <section aria-labelledby="pumps-title">
            <SectionTitle id="pumps-title" aside={<PumpSummary site={site} />}>{t("pumps")}</SectionTitle>
            <Pumps site={site} answer={seeds.pumps} />
          </section>
          <section aria-labelledby="tanks-title">
            <SectionTitle id="tanks-title">{t("tanks")}</SectionTitle>
            <Tanks site={site} answer={seeds.tanks} stock={stock} />
          </section>
          {site.tanks.length > 0 && <TankCharts site={site} />}
        </div>
        <div className="max-xl:order-first xl:sticky xl:top-4 xl:max-h-[calc(100dvh-2rem)] xl:self-start xl:-mx-1 xl:overflow-y-auto xl:px-1 xl:pb-1">
          <AlertPanel site={site} error={seeds.alerts.error} retry={() => void seeds.alerts.refetch()} />
        </div>
      </div>
    </>
  );
}
