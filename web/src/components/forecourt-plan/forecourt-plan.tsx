"use client";

import { useTranslations } from "use-intl";
import { gradeColour } from "@/lib/grade-colours";
import type { Pump, Site, TankStock } from "@/lib/types";
import { useController } from "@/live/live-provider";
import { Bay } from "./bay";
import { PlanTank } from "./plan-tank";

type SitePump = Site["pumps"][number];

/** Pumps stand back to back, two on an island; the last may stand alone. */
export function islands<T extends Pick<Pump, "number">>(pumps: readonly T[]): T[][] {
  return pumps.flatMap((_, i) => (i % 2 === 0 ? [pumps.slice(i, i + 2)] : []));
}

function Island({ site, pumps, current }: { site: Site; pumps: readonly SitePump[]; current: boolean }) {
  const t = useTranslations("sites");
  const [one, other] = pumps.map((pump) => String(pump.number));
  const label = other === undefined ? t("plan.island", { pump: one ?? "" }) : t("plan.islandOfTwo", { one: one ?? "", other });
  return (
    <li className="flex min-w-0 rounded-lg">
      <ul aria-label={label} className="flex w-full justify-center">
        {pumps.map((pump, i) => <Bay key={pump.number} site={site} pump={pump} side={i === 0 ? "left" : "right"} current={current} />)}
      </ul>
    </li>
  );
}

function Legend({ site }: { site: Site }) {
  const t = useTranslations("sites");
  return (
    <ul aria-label={t("plan.grades")} className="flex flex-wrap gap-x-5 gap-y-1 text-sm">
      {site.grades.map((grade, i) => (
        <li key={grade.grade_id} className="flex items-center gap-2"><span aria-hidden="true" className={`size-3 rounded-sm ${gradeColour(i)}`} />{grade.name}</li>
      ))}
    </ul>
  );
}

/** The forecourt from above, as it stands: who is at which pump, and what is below in the tanks. */
export function ForecourtPlan({ site, stock }: { site: Site; stock: ReadonlyMap<number, TankStock> }) {
  const t = useTranslations("sites");
  const current = useController(site.site_id)?.online !== false;
  if (site.pumps.length === 0) return null;
  return (
    <section aria-label={t("forecourt")} data-testid="forecourt-plan" className="print:hidden overflow-hidden rounded-xl border border-line bg-surface">
      <ul className="grid grid-cols-[repeat(auto-fit,minmax(min(18rem,100%),1fr))] gap-x-3 gap-y-4 bg-(--tarmac) px-3 py-4">
        {islands(site.pumps).map((pumps) => <Island key={pumps[0]!.number} site={site} pumps={pumps} current={current} />)}
      </ul>
      <div className="flex flex-wrap items-end justify-between gap-x-8 gap-y-3 border-t-4 border-(--ground) bg-sunken px-4 py-3">
        <ul aria-label={t("plan.tanks")} className="flex flex-wrap gap-x-5 gap-y-3">
          {site.tanks.map((tank) => <PlanTank key={tank.number} site={site} config={tank} stock={stock.get(tank.number)} />)}
        </ul>
        <Legend site={site} />
      </div>
    </section>
  );
}
