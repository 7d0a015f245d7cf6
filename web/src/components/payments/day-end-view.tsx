"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { texts } from "@/i18n/language";
import { money, number } from "@/lib/format";
import { dayEnd as dayEndQuery } from "@/lib/payment-queries";
import type { DayEnd } from "@/lib/payment-types";
import { brandWord } from "@/lib/payment-words";
import { isDay, today } from "@/lib/ranges";
import type { Site } from "@/lib/types";
import { useNow } from "@/live/live-provider";
import { DownloadButton } from "../download-button";
import { Icon } from "../icon";
import { DayInput, Facts, Figures, Section, type Fact } from "../sales/parts";
import { ForOneSite } from "../sales/site-chooser";
import { useFilter } from "../table-tools";
import { Failure, Skeletons, TONE } from "../ui";
import { TestMark } from "./parts";

function totals(day: DayEnd): Fact[] {
  const t = texts("money");
  const { currency } = day;
  return [
    [t("day.takenByCard"), money(day.captured_minor, currency)], [t("givenBack"), money(day.refunded_minor, currency)], [t("fees"), money(day.fees_minor, currency)],
    ...(day.disputed_minor !== 0 ? [[t("day.drawnBackByBanks"), money(day.disputed_minor, currency)] as const] : []), [t("day.owed"), money(day.receivable_minor, currency)], [t("day.comesIn"), <span key="net" data-testid="day-net" className="text-2xl font-extrabold">{money(day.net_minor, currency)}</span>],
  ];
}

function Brands({ day }: { day: DayEnd }) {
  const t = useTranslations("money");
  const { currency } = day;
  if (day.rows.length === 0) return <p className="px-4 py-3 text-ink-2">{t("day.noCard")}</p>;
  return (
    <Figures caption={t("day.brands")} rows={day.rows} rowId={(row) => row.brand} columns={[
      { title: t("card"), cell: (row) => <span className="font-semibold">{brandWord(row.brand)}</span> },
      { title: t("day.payments"), numeric: true, cell: (row) => number(row.payments) },
      { title: t("day.taken"), numeric: true, cell: (row) => money(row.captured_minor, currency) },
      { title: t("day.refunds"), numeric: true, cell: (row) => number(row.refunds) },
      { title: t("givenBack"), numeric: true, cell: (row) => money(row.refunded_minor, currency) },
      { title: t("fees"), numeric: true, cell: (row) => money(row.fees_minor, currency) },
      { title: t("day.drawnBack"), numeric: true, cell: (row) => money(row.disputed_minor, currency) },
    ]} />
  );
}

function Unsure({ children }: { children: React.ReactNode }) {
  return <p role="status" className={`flex items-center gap-3 rounded-xl px-5 py-3 font-semibold ${TONE.warn}`}><Icon name="question" className="size-6" />{children}</p>;
}

function Found({ day }: { day: DayEnd }) {
  const t = useTranslations("money");
  return (
    <>
      {day.open_questions > 0 && <Unsure>{t("day.openQuestions", { count: day.open_questions })}</Unsure>}
      {day.fees_unknown > 0 && <Unsure>{t("day.feesUnknown", { count: day.fees_unknown })}</Unsure>}
      <Section id="day-title" title={t("day.title")} aside={day.test && <TestMark />}><Facts facts={totals(day)} className="grid-cols-2 sm:grid-cols-3 lg:grid-cols-6" /></Section>
      <Section id="brands-title" title={t("day.byCard")} flush><Brands day={day} /></Section>
    </>
  );
}

function Day({ site, day }: { site: Site; day: string }) {
  const t = useTranslations("money");
  const answer = useQuery(dayEndQuery(site.site_id, day));
  return (
    <div className="grid grid-cols-1 gap-6">
      {answer.data && <Found day={answer.data} />}
      {!answer.data && answer.isError && <Failure error={answer.error} what={t("day.the")} onRetry={() => void answer.refetch()} />}
      {!answer.data && answer.isPending && <Skeletons count={2} className="h-40" label={t("day.loading")} />}
    </div>
  );
}

/** The card money of one site's business day, on the screen and as a file. */
export function DayEndView() {
  const t = useTranslations("money");
  const { filter, set } = useFilter(["day"]);
  const clock = useNow(60_000);
  return (
    <ForOneSite operation="finance.read" what={t("day.the")}>
      {(site, chooser) => {
        const now = today(site.time_zone, clock);
        const day = filter.day && isDay(filter.day) ? filter.day : now;
        const file = (format: string) => `/sites/${site.site_id}/day-end.${format}`;
        return (
          <>
            <div className="mb-5 flex flex-wrap items-center gap-3 print:hidden">
              {chooser}
              <DayInput label={t("day.day")} value={day} max={now} onChange={(next) => set({ day: next === now ? "" : next })} testId="finance-day" />
              <DownloadButton path={file("csv")} query={{ day }} text="CSV" />
              <DownloadButton path={file("pdf")} query={{ day }} text="PDF" />
              {day >= now && <span className="text-ink-2">{t("day.today")}</span>}
            </div>
            <Day key={site.site_id + day} site={site} day={day} />
          </>
        );
      }}
    </ForOneSite>
  );
}
