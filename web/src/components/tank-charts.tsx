"use client";

import { useSearchParams } from "next/navigation";
import { useTranslations } from "use-intl";
import { METRICS, metricOf, type MetricName } from "@/lib/metrics";
import { parseRange, rangeParams, type Range } from "@/lib/ranges";
import type { Site } from "@/lib/types";
import { RangePicker } from "./range-picker";
import { Segments } from "./segments";
import { TankChart } from "./tank-chart";
import { SectionTitle } from "./ui";
import { ZoomButtons } from "./zoom-buttons";

/** Range and metric live in the address, so that a view can be sent to a colleague and Back works. */
function useChartAddress() {
  const params = useSearchParams();
  const range = parseRange(params);
  const metric = metricOf(params.get("metric"));
  const go = (nextRange: Range, nextMetric: MetricName) => {
    const query = new URLSearchParams({ id: params.get("id") ?? "", ...rangeParams(nextRange) });
    if (nextMetric !== "volume") query.set("metric", nextMetric);
    window.history.pushState(null, "", `?${query}`);
  };
  return { range, metric, go };
}

export function TankCharts({ site }: { site: Site }) {
  const t = useTranslations("sites");
  const { range, metric, go } = useChartAddress();
  const show = (next: Range) => go(next, metric);
  return (
    <section aria-labelledby="charts-title">
      <SectionTitle id="charts-title">{t("chart.title")}</SectionTitle>
      <div className="mb-3 flex flex-wrap items-start gap-x-6 gap-y-3">
        <RangePicker range={range} timeZone={site.time_zone} onChange={show} />
        <ZoomButtons range={range} timeZone={site.time_zone} onChange={show} />
        <Segments label={t("chart.measure")} value={metric} options={Object.entries(METRICS).map(([value, { word }]) => ({ value: value as MetricName, word }))}
          onChange={(next) => go(range, next)} />
      </div>
      <div className="grid gap-3 lg:grid-cols-2">
        {site.tanks.map((tank) => <TankChart key={tank.number} site={site} tank={tank} range={range} metric={metric} onRange={show} />)}
      </div>
    </section>
  );
}
