"use client";

import { memo } from "react";
import { useTranslations } from "use-intl";
import { gradeName } from "@/lib/equipment";
import { percent } from "@/lib/format";
import { gradeFill } from "@/lib/grade-colours";
import { tankFigures } from "@/lib/tank-geometry";
import { daysOfStock, daysText } from "@/lib/tank-stock";
import type { Site, TankConfig, TankStock } from "@/lib/types";
import { useTank } from "@/live/live-provider";
import { withReading } from "@/live/state";
import { Icon } from "../icon";

interface Props {
  site: Site;
  config: TankConfig;
  stock: TankStock | undefined;
}

const WIDTH = 84;

/** A tank as it lies below the forecourt; its card is one press away. */
export const PlanTank = memo(function PlanTank({ site, config, stock }: Props) {
  const t = useTranslations("sites");
  const tank = withReading(config, useTank(site.site_id, config.number));
  const { fillFraction } = tankFigures(tank);
  const colour = gradeFill(site.grades.findIndex((grade) => grade.grade_id === config.grade_id));
  const days = daysOfStock(tank, stock);
  const filling = Boolean(stock?.filling);
  const words = t("plan.tank", { filling: String(filling), fill: percent(fillFraction), known: String(days !== null), days: daysText(days) });
  const filled = Math.round(WIDTH * Math.min(1, Math.max(0, fillFraction ?? 0)));
  return (
    <li>
      <a href={`#tank-${config.number}`} data-testid={`plan-tank-${config.number}`} data-filling={filling} className="flex min-h-11 items-center gap-3">
        <svg viewBox={`0 0 ${WIDTH} 28`} aria-hidden="true" className="h-7 w-21 shrink-0">
          <rect width={WIDTH} height="28" rx="10" className="fill-(--tank-shell)" />
          <clipPath id={`plan-${config.number}`}><rect width={WIDTH} height="28" rx="10" /></clipPath>
          <rect width={filled} height="28" clipPath={`url(#plan-${config.number})`} className={colour} />
        </svg>
        <span className="text-sm leading-5">
          <span className="block font-semibold">{config.number} {gradeName(site, config.grade_id)}</span>
          <span className="flex items-center gap-1 text-ink-2 tabular-nums">{filling && <Icon name="down" className="size-4" />}{words}</span>
        </span>
      </a>
    </li>
  );
});
