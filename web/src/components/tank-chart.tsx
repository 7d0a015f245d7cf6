"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useTranslations } from "use-intl";
import { texts } from "@/i18n/language";
import { NO_DATA, chartData, summary, withLivePoint, type ChartData } from "@/lib/chart-data";
import { gradeName } from "@/lib/equipment";
import { deviceName, number, stamp } from "@/lib/format";
import { METRICS, SERIES_NAME, type MetricName } from "@/lib/metrics";
import { series as seriesQuery } from "@/lib/series-queries";
import { bounds, type Range } from "@/lib/ranges";
import type { Series, Site, TankConfig } from "@/lib/types";
import { marked, wider } from "@/lib/zoom";
import { useSampledTank } from "@/live/live-provider";
import { usePermissions } from "@/session/use-me";
import { Chart } from "./chart";
import { DownloadButton } from "./download-button";
import { Failure, Skeleton } from "./ui";

interface Props {
  site: Site;
  tank: TankConfig;
  range: Range;
  metric: MetricName;
  onRange: (range: Range) => void;
}

const LIVE_POINT_MS = 3000;

/** "per minute, Europe/London" */
function resolutionWords(resolution: Series["resolution"], zone: string): string {
  return [resolution === "auto" ? "" : texts("sites")(`chart.${resolution}`), zone].filter(Boolean).join(", ");
}

function useSeries({ site, tank, range, metric }: Omit<Props, "onRange">) {
  const name = { site: site.site_id, device: `tank/${tank.number}`, metric: SERIES_NAME[metric] };
  const rolling = range.kind === "rolling";
  const answer = useQuery({ ...seriesQuery(name, range, site.time_zone), placeholderData: keepPreviousData });
  const reading = useSampledTank(site.site_id, tank.number, LIVE_POINT_MS);
  const stored = useMemo(() => (answer.data ? chartData(answer.data.series) : NO_DATA), [answer.data]);
  const data = useMemo(() => {
    const follows = rolling && reading && !answer.isPlaceholderData;
    return follows ? withLivePoint(stored, Date.parse(reading.time), reading[METRICS[metric].metric] as number | null) : stored;
  }, [stored, reading, rolling, metric, answer.isPlaceholderData]);
  return { answer, data, name };
}

function describe(data: ChartData, metric: MetricName): string {
  const t = texts("sites");
  const { word, unit, digits } = METRICS[metric];
  const facts = summary(data);
  if (!facts) return t("chart.nothing", { metric: word });
  return t("chart.span", { metric: word, low: number(facts.low, digits), high: number(facts.high, digits), unit, gaps: facts.gaps });
}

export function TankChart(props: Props) {
  const t = useTranslations("sites");
  const { site, tank, range, metric, onRange } = props;
  const { answer, data, name: seriesName } = useSeries(props);
  const { may } = usePermissions();
  const shown = answer.data;
  const name = deviceName(`tank/${tank.number}`);
  const title = `${name} ${gradeName(site, tank.grade_id)}`;
  // What is known already is shown in the new bounds at once; finer readings follow.
  const { startMs, endMs } = range.kind === "rolling" ? shown ?? { startMs: 0, endMs: 0 } : bounds(range, site.time_zone, 0);
  const resolution = !shown || data.time.length === 0 ? "" : answer.isPlaceholderData ? t("chart.loading") : resolutionWords(shown.series.resolution, range.kind === "rolling" ? "" : site.time_zone);
  const times = { start: new Date(startMs).toISOString(), end: new Date(endMs).toISOString() };
  return (
    <figure data-testid={`chart-${tank.number}`} data-points={data.time.length} className="min-w-0 rounded-xl border border-line bg-surface p-4">
      <figcaption className="mb-1">
        <span className="block font-bold"><span className="text-ink-2">{name}</span> {gradeName(site, tank.grade_id)}</span>
        <span className="block min-h-5 text-sm text-ink-2">{shown && describe(data, metric)}</span>
      </figcaption>
      {answer.isError && !shown && <Failure error={answer.error} what={t("chart.the")} onRetry={() => void answer.refetch()} />}
      {answer.isPending && <Skeleton className="h-56 w-full" />}
      {shown && data.time.length === 0 && (
        <p className="grid h-56 place-items-center rounded-lg bg-sunken px-4 text-center text-ink-2">
          <span>{t("chart.noReadings", { from: stamp(startMs, site.time_zone), to: stamp(endMs, site.time_zone) })}</span>
        </p>
      )}
      {shown && data.time.length > 0 && (
        <Chart data={data} startMs={startMs} endMs={endMs} timeZone={site.time_zone} metric={metric} label={`${title}. ${describe(data, metric)}`}
          banded={shown.series.resolution !== "raw"} onMarked={(from, to) => onRange(marked(from, to, Date.now()))}
          onDoubleClick={() => onRange(wider({ startMs, endMs }, Date.now()))} />
      )}
      <p className="mt-1 flex min-h-5 justify-between gap-4 text-sm text-ink-2">
        <span data-testid={`resolution-${tank.number}`}>{resolution}</span>
        {shown && data.time.length > 0 && may("telemetry.export", site.site_id) && <DownloadButton quiet path="/telemetry/export" query={{ ...seriesName, ...times, format: "csv" }} text={t("csv")} />}
      </p>
    </figure>
  );
}
