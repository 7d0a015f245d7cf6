"use client";

import { memo, type ReactNode } from "react";
import { useTranslations } from "use-intl";
import { texts } from "@/i18n/language";
import { gradeName } from "@/lib/equipment";
import { NONE, ago, clock, deviceName, number, percent } from "@/lib/format";
import { fillLevel, tankFigures, type TankFigures } from "@/lib/tank-geometry";
import { daysOfStock, daysText, stockBasis, stockLevel, type StockLevel } from "@/lib/tank-stock";
import type { Site, Tank, TankConfig, TankStock } from "@/lib/types";
import { useNow, useTank } from "@/live/live-provider";
import { withReading } from "@/live/state";
import { TankGauge } from "./tank-gauge";
import { Badge } from "./ui";

const STALE_MS = 5 * 60_000;

function Mark({ tank, now, stock }: { tank: Tank; now: number; stock: TankStock | undefined }) {
  const t = useTranslations("sites");
  if (tank.time === null) return <Badge tone="muted" icon="question">{t("tank.noReading")}</Badge>;
  if (now - Date.parse(tank.time) > STALE_MS) return <Badge tone="warn" icon="warning">{t("tank.stale")}</Badge>;
  if (stock?.filling) return <Badge tone="info" icon="down">{t("tank.filling")}</Badge>;
  if (tank.probe_status === "INOPERATIVE") return <Badge tone="bad" icon="cross">{t("tank.probeOut")}</Badge>;
  if (tank.probe_status === "DEGRADED") return <Badge tone="warn" icon="warning">{t("tank.probeDegraded")}</Badge>;
  const level = fillLevel(tankFigures(tank).fillFraction);
  if (level === "overfilled") return <Badge tone="bad" icon="warning">{t("tank.overfilled")}</Badge>;
  if (level === "low") return <Badge tone="warn" icon="warning">{t("tank.low")}</Badge>;
  return null;
}

function Value({ name, value, unit, swatch }: { name: string; value: ReactNode; unit: string; swatch?: string }) {
  return (
    <div className="flex items-baseline justify-between gap-2 border-t border-line py-1.5">
      <dt className="flex items-center gap-2 text-ink-2">{name}{swatch && <span className={`size-2.5 rounded-full ${swatch}`} aria-hidden="true" />}</dt>
      <dd className="font-semibold whitespace-nowrap">{value}{value !== NONE && <span className="ml-1 font-normal text-ink-2">{unit}</span>}</dd>
    </div>
  );
}

/** Since when, and how much came: in the place of the time of the reading, so that nothing moves. */
function Foot({ tank, stock, site, now }: { tank: Tank; stock: TankStock | undefined; site: Site; now: number }) {
  const t = useTranslations("sites");
  if (stock?.filling) return <strong data-testid={`filling-${tank.number}`}>{t("tank.delivery", { time: clock(stock.filling.since, site.time_zone).slice(0, 5), volume: number(stock.filling.risen_l) })}</strong>;
  return tank.time === null ? <>{t("tank.waiting")}</> : <>{t("tank.read", { ago: ago(Date.parse(tank.time), now) })}</>;
}

const LEVEL_INK: Record<StockLevel, string> = { late: "text-bad-ink", soon: "text-warn-ink", enough: "", unknown: "" };

function Days({ tank, stock }: { tank: Tank; stock: TankStock | undefined }) {
  const days = daysOfStock(tank, stock);
  return <span data-testid={`days-${tank.number}`} title={stockBasis(stock)} className={LEVEL_INK[stockLevel(days)]}>{daysText(days)}</span>;
}

function Values({ tank, stock, grossObservedL, ullageL }: { tank: Tank; stock: TankStock | undefined } & Omit<TankFigures, "fillFraction">) {
  const t = useTranslations("sites");
  const water = tank.water_level_mm === null ? NONE : number(tank.water_level_mm, 0);
  const waterUnit = tank.water_volume_l === null ? "mm" : `mm · ${number(tank.water_volume_l)} L`;
  return (
    <dl className="mt-2">
      <Value name={t("tank.product")} swatch="bg-(--product)" value={number(grossObservedL)} unit="L" />
      <Value name={t("tank.daysOfStock")} value={<Days tank={tank} stock={stock} />} unit={daysOfStock(tank, stock) === null ? "" : t("tank.days")} />
      <Value name={t("tank.ullage")} value={number(ullageL)} unit="L" />
      <Value name={t("tank.level")} value={number(tank.product_level_mm, 1)} unit="mm" />
      <Value name={t("tank.water")} swatch="bg-(--water)" value={water} unit={waterUnit} />
      <Value name={t("tank.temperature")} value={number(tank.temperature_c, 1)} unit="°C" />
    </dl>
  );
}

function spoken(tank: Tank, grade: string, fraction: number | null): string {
  return texts("sites")("tank.spoken", {
    tank: String(tank.number), grade, read: String(fraction !== null), fill: percent(fraction), wet: String(Boolean(tank.water_level_mm)), water: number(tank.water_level_mm),
  });
}

export const TankCard = memo(function TankCard({ site, config, stock }: { site: Site; config: TankConfig; stock: TankStock | undefined }) {
  const t = useTranslations("sites");
  const now = useNow();
  const tank = withReading(config, useTank(site.site_id, config.number));
  const grade = gradeName(site, config.grade_id);
  const { grossObservedL, ullageL, fillFraction } = tankFigures(tank);
  return (
    <article id={`tank-${config.number}`} data-testid={`tank-${config.number}`} className="scroll-mt-4 rounded-xl border border-line bg-surface p-4">
      <header className="relative mb-2">
        <h3 className="text-lg leading-6 font-bold"><span className="block text-ink-2">{deviceName(`tank/${config.number}`)}</span><span className="block truncate">{grade}</span></h3>
        <div className="absolute top-0 right-0"><Mark tank={tank} now={now} stock={stock} /></div>
      </header>
      <TankGauge tank={tank} label={spoken(tank, grade, fillFraction)} />
      <p className="mt-2 text-3xl font-extrabold tracking-tight">{percent(fillFraction)}<span className="ml-2 text-base font-normal tracking-normal text-ink-2">{t("tank.ofSafeFill")}</span></p>
      <Values tank={tank} stock={stock} grossObservedL={grossObservedL} ullageL={ullageL} />
      <p className="border-t border-line pt-1.5 text-sm text-ink-2"><Foot tank={tank} stock={stock} site={site} now={now} /></p>
    </article>
  );
});
