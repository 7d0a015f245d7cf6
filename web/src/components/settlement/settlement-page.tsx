"use client";

import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { settledFile } from "@/lib/list-files";
import { isDay, today } from "@/lib/ranges";
import { settlement as settlementQuery } from "@/lib/selling-queries";
import type { Settlement } from "@/lib/selling-types";
import type { Site } from "@/lib/types";
import { useSites } from "@/lib/use-sites";
import { useNow } from "@/live/live-provider";
import { PageHead, SellingTabs } from "../page-head";
import { DayInput } from "../sales/parts";
import { ForOneSite } from "../sales/site-chooser";
import { Segments } from "../segments";
import { RowFiles, useFilter } from "../table-tools";
import { Failure, Skeletons } from "../ui";
import { Balance } from "./balance";
import { GradeTable, NozzleTable, TankTable } from "./day-tables";
import { KeptSettlements } from "./kept-settlements";
import { MeterCheckPanel } from "./meter-check";
import { RunSettlement } from "./run-settlement";

function Tables({ site, settlement }: { site: Site; settlement: Settlement }) {
  const sites = useSites("settlement.read");
  const parts = { settlement, grade: (id: string) => sites.grade(site.site_id, id) };
  return (
    <>
      <Balance settlement={settlement} timeZone={site.time_zone} />
      <div className="grid grid-cols-1 gap-6">
        <NozzleTable {...parts} />
        <GradeTable {...parts} />
        <TankTable {...parts} />
      </div>
    </>
  );
}

function Day({ site, day, now }: { site: Site; day: string; now: string }) {
  const t = useTranslations("trade");
  const answer = useQuery(settlementQuery(site.site_id, day));
  return (
    <>
      {answer.data && <Tables site={site} settlement={answer.data} />}
      {!answer.data && answer.isError && <Failure error={answer.error} what={t("settlement.the")} onRetry={() => void answer.refetch()} />}
      {!answer.data && answer.isPending && <div className="grid grid-cols-1 gap-6"><Skeletons count={3} className="h-48" label={t("settlement.loading")} /></div>}
      {day < now && <div className="mt-6"><KeptSettlements site={site} day={day} /></div>}
    </>
  );
}

function DayFile({ site, day }: { site: Site; day: string }) {
  const found = useQuery(settlementQuery(site.site_id, day)).data;
  return <RowFiles name={`settlement-${site.site_id}-${day}`} rows={found?.nozzles} columns={found ? settledFile(found) : []} />;
}

function OfSite({ site, chooser }: { site: Site; chooser: ReactNode }) {
  const t = useTranslations("trade");
  const { filter, set } = useFilter(["day", "view"]);
  const now = today(site.time_zone, useNow(60_000));
  const day = filter.day && isDay(filter.day) ? filter.day : now;
  const view = filter.view === "meters" ? "meters" : "day";
  return (
    <>
      <PageHead title={t("settlement.title")} aside={<>{chooser}<Segments label={t("settlement.show")} value={view} options={[{ value: "day", word: t("day") }, { value: "meters", word: t("settlement.meterCheck") }]} onChange={(next) => set({ view: next === "day" ? "" : next })} /></>}>
        {t("settlement.intro")}
      </PageHead>
      {view === "meters" ? <MeterCheckPanel key={site.site_id} site={site} /> : (
        <>
          <div className="mb-4 flex flex-wrap items-center gap-3 print:hidden">
            <DayInput label={t("day")} value={day} max={now} onChange={(next) => set({ day: next === now ? "" : next })} testId="settlement-day" />
            <DayFile site={site} day={day} />
            {day < now && <RunSettlement site={site} day={day} />}
            {day >= now && <span className="text-ink-2">{t("settlement.today")}</span>}
          </div>
          <Day key={site.site_id + day} site={site} day={day} now={now} />
        </>
      )}
    </>
  );
}

/** `/settlement?site=…&day=…`, `&view=meters`. */
export function SettlementPage() {
  const t = useTranslations("trade");
  return (
    <>
      <SellingTabs />
      <ForOneSite operation="settlement.read" what={t("settlement.the")}>{(site, chooser) => <OfSite site={site} chooser={chooser} />}</ForOneSite>
    </>
  );
}
