"use client";

import { memo } from "react";
import { useTranslations } from "use-intl";
import { money } from "@/lib/format";
import { stateLook, type StateLook } from "@/lib/ifsf";
import { openSale } from "@/lib/forecourt-actions";
import type { Sale } from "@/lib/selling-types";
import { releaseKind, tapOn } from "@/lib/till-pumps";
import { releaseWords } from "@/lib/till-words";
import type { Nozzle } from "@/lib/types";
import { usePump, usePumpSales } from "@/live/live-provider";
import type { SaleLive } from "@/live/sales";
import { NO_PUMP } from "@/live/state";
import { usePermissions } from "@/session/use-me";
import { Icon } from "../icon";
import { BAND } from "../pump-strip";
import { figuresOf, type Figures } from "./pump-figures";
import { keepFocus, useSaleAction, useTill } from "./till-parts";

export interface TileProps {
  number: number;
  nozzles: Nozzle[];
  /** False when the controller is away: everything is then the last known. */
  current: boolean;
  /** One of a row beside the ticket that is being paid. */
  compact: boolean;
  onPay: (sale: SaleLive) => void;
  onOpen: (pump: number) => void;
}

/** Releases a pump. Each tile has its own intent: two may be pressed at once. */
export function useRelease({ onDone, quiet }: { onDone?: (sale: Sale) => void; quiet?: boolean } = {}) {
  const { say } = useTill();
  return useSaleAction(openSale, {
    quiet,
    onDone: (sale) => {
      const words = releaseWords(sale);
      if (words) say({ tone: sale.state === "REFUSED" ? "bad" : "warn", text: words });
      onDone?.(sale);
    },
  });
}

interface BandProps {
  number: number;
  look: StateLook;
  calling: boolean;
  busy: boolean;
  compact: boolean;
}

function Band({ number, look, calling, busy, compact }: BandProps) {
  const t = useTranslations("till");
  return (
    <span className={`flex flex-wrap items-center justify-between gap-x-2 ${compact ? "px-1.5 py-1" : "px-3 py-1.5"}`}>
      <span className={`leading-none font-extrabold ${compact ? "text-2xl" : "text-5xl"}`}>{number}</span>
      <span className={calling ? "ring-bell" : ""}><Icon name={look.icon} className={compact ? "size-5" : "size-8"} /></span>
      <span className={`basis-full font-bold ${compact ? "text-sm leading-4 tracking-tight [overflow-wrap:anywhere] lg:tracking-normal" : "pt-0.5 text-xl leading-6"}`}>{busy ? t("pump.releasing") : look.word}</span>
    </span>
  );
}

function ToPay({ waiting }: { waiting: readonly SaleLive[] }) {
  const t = useTranslations("till");
  const [first, ...others] = waiting;
  if (!first) return null;
  const back = first.due_minor < 0;
  return (
    <span className={`flex flex-wrap items-baseline justify-between gap-x-2 rounded-lg px-2 py-1 ${back ? "bg-warn-bg text-warn-ink" : "bg-info-bg text-info-ink"}`}>
      <span className="font-semibold">{back ? t("change") : t("toPay")}</span>
      <span className="text-xl leading-7 font-extrabold tabular-nums">{money(Math.abs(first.due_minor), first.currency)}</span>
      {others.length > 0 && <span className="basis-full text-sm font-semibold">{t("pump.more", { count: others.length })}</span>}
    </span>
  );
}

function Body({ figures, hint, calling }: { figures: Figures; hint: string; calling: boolean }) {
  return (
    <span className="flex flex-1 flex-col gap-0.5 px-3 pt-1.5 pb-2">
      {figures.amount && <span className="text-3xl leading-9 font-extrabold tracking-tight tabular-nums">{figures.amount}</span>}
      {figures.litres && <span className="text-xl leading-7 font-bold tabular-nums">{figures.litres}</span>}
      {figures.notes.map((note) => <span key={note} className="leading-5 font-semibold [overflow-wrap:anywhere]">{note}</span>)}
      {hint && <span className={calling ? "text-lg leading-6 font-bold" : "text-ink-2"}>{hint}</span>}
      <span className="mt-auto"><ToPay waiting={figures.waiting} /></span>
    </span>
  );
}

const CALLING = "calling border-[#c26a00] bg-[#ffc861] text-[#3a2100]";

function edge(calling: boolean, compact: boolean): string {
  return `contain-content flex min-w-0 overflow-hidden rounded-xl border-2 text-left ${compact ? "" : "flex-col"} ${calling ? CALLING : "border-line bg-surface"}`;
}

/** A pump as the cashier sees it: one tap does what is most likely wanted, "More" everything else. */
export const PumpTile = memo(function PumpTile({ number, nozzles, current, compact, onPay, onOpen }: TileProps) {
  const t = useTranslations("till");
  const { site, shift } = useTill();
  const { may } = usePermissions();
  const pump = usePump(site.site_id, number) ?? NO_PUMP;
  const sales = usePumpSales(site.site_id, number);
  const release = useRelease();
  const state = stateLook(pump.state);
  const look: StateLook = pump.stopped ? { ...state, icon: "cross" } : state;
  const tap = tapOn(pump.state, sales, (operation) => may(operation, site.site_id));
  const figures = figuresOf(site, nozzles, pump, sales);
  const calling = tap.kind === "authorise" && current && !release.busy;
  const act = () => {
    if (release.busy) return;
    if (tap.kind === "authorise") release.run({ site: site.site_id, kind: releaseKind(site, number), pump: number, shift_id: shift.shift_id });
    else if (tap.kind === "pay" && !compact) onPay(tap.sale);
    else onOpen(number);
  };
  return (
    <article data-testid={`tile-${number}`} data-state={pump.state ?? "UNKNOWN"} data-calling={calling} className={edge(calling, compact)}>
      <button type="button" data-testid={`tap-${number}`} {...keepFocus} onClick={act}
        className={`flex min-w-0 flex-1 flex-col text-left focus-visible:-outline-offset-4 ${compact ? "min-h-16" : "min-h-36"}`}>
        <span className={`block w-full ${calling ? "" : !current ? BAND.muted : pump.stopped ? "bg-[#b42323] text-white" : BAND[look.tone]}`}>
          <span className="sr-only">{t("pumpWord")} </span>
          <Band number={number} look={look} calling={calling} busy={release.busy} compact={compact} />
        </span>
        {compact ? <CompactBody figures={figures} hint={calling ? t("tap.authorise") : ""} /> : <Body figures={figures} hint={calling ? t("tap.authorise") : pump.state === "IDLE" && tap.kind === "open" && figures.notes.length === 0 ? t("pump.tapToPrepay") : ""} calling={calling} />}
        <span className="sr-only">{t(`tap.${tap.kind}`)}</span>
      </button>
      {!compact && (
        <button type="button" data-testid={`more-${number}`} {...keepFocus} onClick={() => onOpen(number)}
          className={`flex min-h-14 items-center justify-center gap-2 border-t font-semibold focus-visible:-outline-offset-4 ${calling ? "border-[#c26a00] hover:bg-black/10" : "border-line text-ink-2 hover:bg-sunken"}`}>
          <Icon name="more" />{t("more")}<span className="sr-only"> {t("pump.forPump", { pump: String(number) })}</span>
        </button>
      )}
    </article>
  );
});

function CompactBody({ figures, hint }: { figures: Figures; hint: string }) {
  const [waiting] = figures.waiting;
  const text = hint || figures.amount || (waiting ? money(Math.abs(waiting.due_minor), waiting.currency) : "");
  return <span className={`px-1.5 pb-1 leading-6 font-bold tabular-nums ${hint ? "text-sm" : ""}`}>{text || <span aria-hidden="true">&nbsp;</span>}</span>;
}
