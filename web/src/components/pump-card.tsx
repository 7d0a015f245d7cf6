"use client";

import { memo } from "react";
import { useTranslations } from "use-intl";
import { texts } from "@/i18n/language";
import { ago, clock, money, pumpLitres, unitPrice } from "@/lib/format";
import { gradeName, nozzleOf } from "@/lib/equipment";
import { stateLook } from "@/lib/ifsf";
import { isSilent, pumpDisplay, type PumpDisplay } from "@/lib/pump-display";
import type { Nozzle, Site } from "@/lib/types";
import { useNow, usePump, usePumpSales } from "@/live/live-provider";
import { currentSale, isPayable, type SaleLive } from "@/live/sales";
import { NO_PUMP, type PumpLive } from "@/live/state";
import { usePermissions } from "@/session/use-me";
import { Icon } from "./icon";
import { PumpControls } from "./pump-controls";
import { PumpEmergency } from "./pump-emergency";
import { BAND, beatOf } from "./pump-strip";

interface Props {
  site: Site;
  number: number;
  nozzles: Nozzle[];
  /** False when the controller is away: everything is then the last known. */
  current: boolean;
}

function StateBand({ pump, number, current }: { pump: PumpLive; number: number; current: boolean }) {
  const t = useTranslations("sites");
  const look = stateLook(pump.state);
  return (
    <header className={`flex flex-wrap items-center gap-x-1.5 gap-y-1 px-3 py-2 @min-[13rem]:flex-nowrap ${current ? BAND[look.tone] : BAND.muted}`} title={look.hint}>
      <h3 className="mr-auto pr-1 text-3xl leading-none font-extrabold"><span className="sr-only">{t("pump")} </span>{number}</h3>
      <span className={current ? beatOf(pump) : ""}><Icon name={look.icon} className="block size-6" /></span>
      <span data-testid={`pump-${number}-state`} className="order-1 basis-full text-lg leading-6 font-bold @min-[13rem]:order-none @min-[13rem]:basis-auto @max-[14.5rem]:text-base">
        {look.word}
      </span>
      {look.number !== null && (
        <span className="rounded border border-current px-1.5 text-sm leading-5 font-semibold"><span className="sr-only">{t("card.state")} </span>{look.number}</span>
      )}
    </header>
  );
}

/** A large amount in smaller letters: nothing of it may be cut off. */
function amountSize(text: string): string {
  if (text.length <= 7) return "text-3xl @min-[12.5rem]:text-4xl @min-[18rem]:text-5xl";
  return text.length <= 9 ? "text-2xl @min-[12.5rem]:text-3xl @min-[18rem]:text-4xl" : "text-xl @min-[12.5rem]:text-2xl @min-[18rem]:text-3xl";
}

function Figures({ display, currency }: { display: PumpDisplay; currency: string }) {
  const t = useTranslations("sites");
  if (display.kind === "none") return <p className="flex min-h-19 items-center @min-[18rem]:min-h-24 text-ink-2">{t("card.noDelivery")}</p>;
  const amount = money(display.amountMinor, currency);
  const price = display.unitPriceMilli > 0 ? `${unitPrice(display.unitPriceMilli, currency)} / L` : "";
  return (
    <dl className={display.kind === "last" ? "text-ink-2" : "text-ink"}>
      {/* Where both do not fit side by side, the lesser is wrapped out of sight. What counts is laid out by itself: nothing around it moves. */}
      <div className="flex h-11 contain-strict flex-wrap-reverse content-end items-baseline justify-between gap-x-2 @min-[18rem]:h-14">
        <dt className={`text-sm whitespace-nowrap text-ink-2 ${display.kind === "last" ? "@max-[13rem]:sr-only" : "sr-only"}`}>{display.kind === "last" ? t("card.lastSale") : t("card.amount")}</dt>
        <dd className={`ml-auto leading-11 font-extrabold tracking-tight whitespace-nowrap @min-[18rem]:leading-14 ${amountSize(amount)}`}>{amount}</dd>
      </div>
      <div className="flex flex-wrap items-baseline justify-between gap-x-2 @min-[12.5rem]:h-8 @min-[12.5rem]:contain-strict @min-[12.5rem]:flex-wrap-reverse @min-[12.5rem]:content-end @min-[18rem]:h-10">
        <dt className="text-sm whitespace-nowrap text-ink-2">{price}<span className="sr-only">{t("card.volume")}</span></dt>
        <dd className="ml-auto text-2xl leading-8 font-bold whitespace-nowrap @min-[18rem]:text-3xl @min-[18rem]:leading-10">{pumpLitres(display.volumeMl)}<span className="ml-1 text-base font-semibold">L</span></dd>
      </div>
    </dl>
  );
}

const Nozzles = memo(function Nozzles({ site, nozzles, active }: { site: Site; nozzles: Nozzle[]; active: number }) {
  const t = useTranslations("sites");
  const chosen = nozzleOf(nozzles, active);
  if (chosen) {
    return (
      <p className="flex min-w-0 items-center gap-2 font-semibold">
        <span className="inline-flex items-center gap-1 rounded bg-idle-bg px-1.5 text-idle-ink"><Icon name="nozzle" className="size-4" /><span className="sr-only">{t("nozzle")} </span>{chosen.number}</span>
        <span className="line-clamp-2 min-w-0 leading-5">{gradeName(site, chosen.grade_id)}</span>
      </p>
    );
  }
  return <p className="line-clamp-2 text-sm leading-5 text-ink-2">{nozzles.map((nozzle) => gradeName(site, nozzle.grade_id)).join(" · ")}</p>;
});

function Footer({ pump, site, current }: { pump: PumpLive; site: Site; current: boolean }) {
  const t = useTranslations("sites");
  const now = useNow();
  const { transaction } = pump;
  if (!current) return <>{pump.stateTime ? t("lastKnownAgo", { ago: ago(Date.parse(pump.stateTime), now) }) : t("lastKnown")}</>;
  if (isSilent(pump, now)) {
    return <span className="flex items-center gap-1.5 font-semibold text-warn-ink"><Icon name="warning" className="size-4" />{t("card.silent", { ago: ago(Date.parse(pump.running!.time), now) })}</span>;
  }
  if (transaction) {
    return (
      <>
        {t("card.sold", { time: clock(transaction.finished_at, site.time_zone).slice(0, 5), amount: money(transaction.amount_minor, transaction.currency), volume: pumpLitres(transaction.volume_ml) })}
        {transaction.offline && <span className="ml-1.5 rounded bg-warn-bg px-1.5 font-semibold text-warn-ink">{t("card.offline")}</span>}
      </>
    );
  }
  return <>{pump.stateTime ? t("card.since", { state: stateLook(pump.state).word, time: clock(pump.stateTime, site.time_zone).slice(0, 5) }) : t("card.waiting")}</>;
}

const SAID_KINDS = ["PRE_PAY", "PUMP_TEST", "OWN_USE"];

/** "Authorised, prepaid £20.00, by jo.smith" */
function releaseText(sale: SaleLive): string {
  const limit = sale.max_volume_ml > 0 ? `${pumpLitres(sale.max_volume_ml)} L` : sale.max_amount_minor > 0 ? money(sale.max_amount_minor, sale.currency) : "";
  const kind = SAID_KINDS.includes(sale.kind) ? sale.kind : limit ? "limited" : "plain";
  return texts("sites")("card.release", { state: sale.state, kind, limited: String(limit !== ""), limit, named: String(sale.opened_by !== ""), by: sale.opened_by });
}

/** What the pump works for, and what waits to be paid at it. */
const PumpSales = memo(function PumpSales({ sales, number }: { sales: readonly SaleLive[]; number: number }) {
  const t = useTranslations("sites");
  const current = currentSale(sales);
  const unpaid = sales.filter(isPayable);
  if (!current && unpaid.length === 0) return null;
  return (
    <ul data-testid={`pump-${number}-sales`} className="space-y-1 border-t border-line px-3 py-2 text-sm leading-5">
      {current && <li className="flex items-start gap-1.5"><Icon name={current.state === "REQUESTED" ? "refresh" : "check"} className="mt-0.5 size-4" /><span className="min-w-0 [overflow-wrap:anywhere]">{releaseText(current)}</span></li>}
      {unpaid.map((sale) => (
        <li key={sale.sale_id} className="flex items-center justify-between gap-2 font-semibold">
          <span className="flex items-center gap-1.5"><Icon name={sale.state === "LOCKED" ? "lock" : "till"} className="size-4" />{sale.due_minor < 0 ? t("card.changeDue") : sale.state === "LOCKED" ? t("card.atTill") : t("card.toPay")}</span>
          <span className="tabular-nums">{money(Math.abs(sale.due_minor), sale.currency)}</span>
        </li>
      ))}
    </ul>
  );
});

export const PumpCard = memo(function PumpCard({ site, number, nozzles, current }: Props) {
  const t = useTranslations("sites");
  const pump = usePump(site.site_id, number) ?? NO_PUMP;
  const sales = usePumpSales(site.site_id, number);
  const { may } = usePermissions();
  const look = stateLook(pump.state);
  const display = pumpDisplay(pump);
  const active = display.kind === "last" || display.kind === "none" ? pump.nozzle : display.nozzle;
  return (
    <article id={`pump-${number}`} data-testid={`pump-${number}`} data-state={pump.state ?? "UNKNOWN"} aria-label={t("card.named", { pump: String(number), state: look.word })}
      className="@container flex scroll-mt-4 flex-col overflow-hidden rounded-xl border border-line bg-surface">
      <StateBand pump={pump} number={number} current={current} />
      <div className="flex-1 px-3 pt-1.5 pb-2">
        <Figures display={display} currency={site.currency} />
        <div className="mt-1 flex min-h-10 items-center"><Nozzles site={site} nozzles={nozzles} active={active} /></div>
      </div>
      {may("sales.read", site.site_id) && <PumpSales sales={sales} number={number} />}
      <PumpControls site={site} pump={number} state={pump.state} busy={currentSale(sales) !== undefined} />
      <footer className="flex min-h-9 flex-wrap items-center gap-2 border-t border-line px-3 py-1.5 text-sm leading-6 text-ink-2">
        <span className="min-w-0 flex-1 truncate @max-[16rem]:line-clamp-2 @max-[16rem]:leading-5 @max-[16rem]:whitespace-normal">
          <Footer pump={pump} site={site} current={current} />
        </span>
        <PumpEmergency site={site} number={number} stopped={pump.stopped} />
      </footer>
    </article>
  );
});
