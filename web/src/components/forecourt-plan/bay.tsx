"use client";

import { memo } from "react";
import { useTranslations } from "use-intl";
import { texts } from "@/i18n/language";
import { nozzleOf } from "@/lib/equipment";
import { money, number, pumpLitres } from "@/lib/format";
import { gradeColour } from "@/lib/grade-colours";
import { isBeforeFlow, isFuelling, stateLook } from "@/lib/ifsf";
import { pumpDisplay } from "@/lib/pump-display";
import type { Site } from "@/lib/types";
import { usePump, usePumpSales } from "@/live/live-provider";
import { isPayable } from "@/live/sales";
import { NO_PUMP, type PumpLive } from "@/live/state";
import { Icon } from "../icon";
import { BAND, beatOf } from "../pump-strip";

interface Props {
  site: Site;
  pump: Site["pumps"][number];
  side: "left" | "right";
  current: boolean;
}

/** A customer stands there from the moment the nozzle is lifted until the fuel is paid. */
function isTaken(pump: PumpLive, unpaid: number): boolean {
  return isBeforeFlow(pump.state) || isFuelling(pump.state) || unpaid > 0;
}

/** What is said of it, in one or two lines. */
function linesOf(pump: PumpLive, currency: string, unpaid: number): readonly string[] {
  const t = texts("sites");
  const display = pumpDisplay(pump);
  if (display.kind === "running") return [money(display.amountMinor, currency), `${pumpLitres(display.volumeMl)} L`];
  if (unpaid === 0) return [stateLook(pump.state).word];
  return [unpaid > 1 ? t("plan.toPay", { count: number(unpaid) }) : t("card.toPay")];
}

function Nozzles({ site, pump, active }: { site: Site; pump: Props["pump"]; active: number }) {
  return (
    <span aria-hidden="true" className="flex justify-center gap-1">
      {pump.nozzles.map((nozzle) => (
        <span key={nozzle.number} className={`h-1.5 w-3 rounded-full ${gradeColour(site.grades.findIndex((grade) => grade.grade_id === nozzle.grade_id))} ${active === 0 || active === nozzle.number ? "" : "opacity-30"}`} />
      ))}
    </span>
  );
}

/** A pump and the place before it. Its card is one press away. */
export const Bay = memo(function Bay({ site, pump: config, side, current }: Props) {
  const t = useTranslations("sites");
  const pump = usePump(site.site_id, config.number) ?? NO_PUMP;
  const unpaid = usePumpSales(site.site_id, config.number).filter(isPayable).length;
  const look = stateLook(pump.state);
  const taken = current && isTaken(pump, unpaid);
  const lines = current ? linesOf(pump, site.currency, unpaid) : [t("lastKnown")];
  const active = nozzleOf(config.nozzles, pump.nozzle)?.number ?? 0;
  return (
    <li className="min-w-0 flex-1">
      <a href={`#pump-${config.number}`} data-testid={`bay-${config.number}`} data-taken={taken} className={`contain-content flex h-20 items-stretch ${side === "left" ? "flex-row-reverse" : "flex-row"}`}>
        <span className={`flex w-14 flex-col items-center justify-center gap-1 py-1.5 ${side === "left" ? "rounded-l-md" : "rounded-r-md"} ${current ? BAND[look.tone] : BAND.muted}`}>
          <span className="flex items-center gap-1 text-xl leading-none font-extrabold"><span className="sr-only">{t("pump")} </span>{config.number}<span className={current ? beatOf(pump) : ""}><Icon name={look.icon} className="size-4" /></span></span>
          <span className="rounded-full bg-surface px-1 py-0.5"><Nozzles site={site} pump={config} active={current ? active : 0} /></span>
        </span>
        <span className={`flex min-w-0 flex-1 contain-strict flex-col items-center justify-center gap-0.5 px-0.5 text-center ${side === "left" ? "rounded-l-lg" : "rounded-r-lg"} bg-(--lane)`}>
          <Icon name="car" className={`size-8 ${taken ? "text-ink" : "invisible"}`} />
          <span className="w-full text-xs leading-4 font-semibold tabular-nums [overflow-wrap:anywhere]">
            {lines[0] !== look.word && <span className="sr-only">{look.word}, </span>}
            {lines.map((line) => <span key={line} className="block">{line} </span>)}
          </span>
        </span>
      </a>
    </li>
  );
});
