"use client";

import { useInfiniteQuery, useQueries, useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useTranslations } from "use-intl";
import { withQuery } from "@/lib/api";
import { clock, fullStamp, stamp } from "@/lib/format";
import { payment as paymentQuery } from "@/lib/payment-queries";
import { isAbout, saleTimeLine, since, type Moment } from "@/lib/sale-time-line";
import { ordersSince, receipts as receiptsQuery } from "@/lib/selling-queries";
import type { SaleDetail } from "@/lib/selling-types";
import type { Sites } from "@/lib/use-sites";
import { usePermissions } from "@/session/use-me";
import { Icon } from "../icon";
import { TONE } from "../ui";
import { LINK, Section } from "./parts";

/** Everything that other books say about the sale, as far as the person may read them. */
function useKnown(sale: SaleDetail, sites: Sites) {
  const { may } = usePermissions();
  const log = useQuery({ ...ordersSince(sale.site, sale.pump, sale.opened_at), enabled: sale.pump > 0 && may("commands.read", sale.site) }).data;
  const payments = useQueries({ queries: sale.card_payments.map((one) => ({ ...paymentQuery(one.payment_id), enabled: may("payments.read", sale.site) })) });
  const query = receiptsQuery({ sale_id: sale.sale_id });
  const receipts = useInfiniteQuery({ ...query, queryKey: [...query.queryKey, String(sale.version)], enabled: sale.receipt_id !== "" }).data?.pages.flatMap((page) => page.items) ?? [];
  const moments = saleTimeLine({
    sale, receipts, orders: log?.items.filter((order) => isAbout(order, sale)) ?? [], payments: payments.flatMap((one) => one.data ?? []),
    gradeName: (grade) => sites.grade(sale.site, grade), timeZone: sites.zone(sale.site),
  });
  return { moments, whole: log?.whole !== false };
}

function Row({ moment, before, timeZone, last }: { moment: Moment; before: Moment | undefined; timeZone: string; last: boolean }) {
  const t = useTranslations("trade");
  const gap = since(before?.at, moment.at);
  return (
    <li data-testid={moment.source === "ticket" ? "step" : `moment-${moment.source}`} className="relative flex gap-3 pb-4 last:pb-0">
      {!last && <span aria-hidden="true" className="absolute top-8 bottom-0 left-3.5 w-0.5 bg-line" />}
      <span className={`grid size-7.5 shrink-0 place-items-center rounded-full ${TONE[moment.tone]}`}><Icon name={moment.icon} className="size-4" /></span>
      <span className="min-w-0 flex-1">
        <span className="font-semibold">{moment.title}</span>
        <span className="block text-sm text-ink-2 [overflow-wrap:anywhere]">{moment.details.join(" · ")}</span>
      </span>
      <span className="shrink-0 text-right text-sm text-ink-2">
        <time dateTime={moment.at} title={fullStamp(moment.at, timeZone)} className="block whitespace-nowrap">{before === undefined ? stamp(moment.at, timeZone) : clock(moment.at, timeZone)}</time>
        <span className="block whitespace-nowrap tabular-nums">{t(`sale.source.${moment.source}`)}{gap && `, ${gap}`}</span>
      </span>
    </li>
  );
}

/** Ticket, pump, orders, cards, receipts, refunds and debt in one row of time, oldest first. */
export function TimeLine({ sale, sites }: { sale: SaleDetail; sites: Sites }) {
  const t = useTranslations("trade");
  const { moments, whole } = useKnown(sale, sites);
  const timeZone = sites.zone(sale.site);
  return (
    <Section id="steps-title" title={t("sale.timeLine")}>
      <ol data-testid="time-line">
        {moments.map((moment, i) => <Row key={moment.key} moment={moment} before={moments[i - 1]} timeZone={timeZone} last={i === moments.length - 1} />)}
      </ol>
      {!whole && <p className="mt-4 text-sm text-ink-2">{t.rich("sale.orderLog", { link: (words) => <Link href={withQuery("/commands/", { site: sale.site, pump: sale.pump })} className={LINK}>{words}</Link> })}</p>}
    </Section>
  );
}
