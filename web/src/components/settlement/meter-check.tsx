"use client";

import { useQuery } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { useTranslations } from "use-intl";
import { litreDifference, litres } from "@/lib/amounts";
import { money, number } from "@/lib/format";
import { meterFile } from "@/lib/list-files";
import { instantsOf, today, wallClock } from "@/lib/ranges";
import { meterCheck } from "@/lib/selling-queries";
import type { NozzleCheck } from "@/lib/selling-types";
import type { Site } from "@/lib/types";
import { useSites } from "@/lib/use-sites";
import { TextField, textOf } from "../form";
import { Icon } from "../icon";
import { Figures, Section } from "../sales/parts";
import { RowFiles, useFilter } from "../table-tools";
import { Button, Failure, Skeletons, TONE } from "../ui";
import { MissingFuellings } from "./missing-fuellings";
import { ReplacedControllers } from "./replaced-controllers";

interface Span {
  from: string;
  to: string;
}

/** Local times of the site as instants; of one that clocks skip, the instant after. */
function instant(wall: string, timeZone: string): string | null {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(wall)) return null;
  const found = instantsOf(wall, timeZone)[0] ?? instantsOf(`${wall.slice(0, 11)}03:00`, timeZone)[0];
  return found === undefined ? null : new Date(found).toISOString();
}

function Verdict({ items }: { items: readonly NozzleCheck[] }) {
  const t = useTranslations("trade");
  const wrong = items.filter((one) => one.difference_ml !== 0);
  return (
    <p role="status" data-testid="meter-verdict" data-agrees={wrong.length === 0} className={`mb-4 flex items-center gap-3 rounded-xl px-5 py-3 font-semibold ${TONE[wrong.length === 0 ? "ok" : "bad"]}`}>
      <Icon name={wrong.length === 0 ? "check" : "warning"} className="size-6" />
      {t("settlement.allMoved", { count: wrong.length })}
    </p>
  );
}

function Result({ site, span }: { site: Site; span: Span }) {
  const t = useTranslations("trade");
  const sites = useSites("settlement.read");
  const answer = useQuery(meterCheck(site.site_id, span.from, span.to));
  if (answer.isPending) return <Skeletons count={1} className="h-48" label={t("settlement.checking")} />;
  if (!answer.data) return <Failure error={answer.error} what={t("settlement.theMeterCheck")} onRetry={() => void answer.refetch()} />;
  const { items } = answer.data;
  const sum = (pick: (one: NozzleCheck) => number) => items.reduce((total, one) => total + pick(one), 0);
  return (
    <>
      <Verdict items={items} />
      <Section id="meter-title" title={t("nozzles")} flush aside={<RowFiles name={`meters-${site.site_id}`} rows={items} columns={meterFile(site.currency)} />}>
        <Figures caption={t("settlement.meterCheckCaption")} rows={items} rowId={(one) => `${one.pump}-${one.nozzle}`} marked={(one) => one.difference_ml !== 0}
          total={[t("allNozzles"), "", number(sum((one) => one.fuellings)), litres(sum((one) => one.fuelled_ml)), money(sum((one) => one.fuelled_minor), site.currency), "", "", litreDifference(sum((one) => one.difference_ml))]} columns={[
            { title: t("pumpNozzle"), cell: (one) => `${one.pump}, ${one.nozzle}` }, { title: t("grade"), cell: (one) => sites.grade(site.site_id, one.grade_id) },
            { title: t("fuellings"), numeric: true, cell: (one) => number(one.fuellings) }, { title: t("fuelled"), numeric: true, cell: (one) => litres(one.fuelled_ml) },
            { title: t("amount"), numeric: true, cell: (one) => money(one.fuelled_minor, site.currency) },
            { title: t("totaliserBefore"), numeric: true, cell: (one) => litres(one.start_ml) }, { title: t("settlement.after"), numeric: true, cell: (one) => litres(one.end_ml) },
            { title: t("difference"), numeric: true, cell: (one) => (one.difference_ml === 0 ? litres(0) : <strong>{litreDifference(one.difference_ml)}</strong>) },
          ]} />
      </Section>
    </>
  );
}

function spanOf(fromWall: string, toWall: string, timeZone: string): Span | null {
  const [from, to] = [instant(fromWall, timeZone), instant(toWall, timeZone)];
  return from && to && from < to ? { from, to } : null;
}

/** Today until now, as local times of the site. */
function todayThere(timeZone: string): Span {
  const now = Date.now();
  return { from: `${today(timeZone, now)}T00:00`, to: wallClock(timeZone, now + 60_000) };
}

/** Any span of time, in the address: Σ fuelled = way of the totaliser. */
export function MeterCheckPanel({ site }: { site: Site }) {
  const t = useTranslations("trade");
  const [defaults] = useState(() => todayThere(site.time_zone));
  const { filter, set } = useFilter(["from", "to"]);
  const [from, to] = [filter.from ?? defaults.from, filter.to ?? defaults.to];
  const span = spanOf(from, to, site.time_zone);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    set({ from: textOf(data, "from"), to: textOf(data, "to") });
  };
  return (
    <>
      <ReplacedControllers site={site} />
      <MissingFuellings site={site} />
      <form onSubmit={submit} className="mb-5 flex flex-wrap items-end gap-3">
        <TextField label={t("from")} name="from" type="datetime-local" key={`from ${from}`} defaultValue={from} required data-testid="meter-from" />
        <TextField label={t("settlement.toCap")} name="to" type="datetime-local" key={`to ${to}`} defaultValue={to} required data-testid="meter-to" />
        <Button primary type="submit" data-testid="meter-check">{t("settlement.check")}</Button>
        <span className="flex min-h-11 items-center text-ink-2">{site.time_zone}</span>
      </form>
      {span ? <Result key={span.from + span.to} site={site} span={span} /> : <p role="alert" className="font-semibold text-bad-ink">{t("settlement.beginBeforeEnd")}</p>}
    </>
  );
}
