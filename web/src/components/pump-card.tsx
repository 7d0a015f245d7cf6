"use client";

import { memo } from "react";
import { ago, clock, money, pumpLitres, unitPrice } from "@/lib/format";
import { gradeName, nozzleOf } from "@/lib/equipment";
import { stateLook, type Tone } from "@/lib/ifsf";
import { isSilent, pumpDisplay, type PumpDisplay } from "@/lib/pump-display";
import type { Nozzle, Site } from "@/lib/types";
import { useNow, usePump } from "@/live/live-provider";
import { NO_PUMP, type PumpLive } from "@/live/state";
import { Icon } from "./icon";
import { TONE } from "./ui";

interface Props {
  site: Site;
  number: number;
  nozzles: Nozzle[];
  /** False when the controller is away: everything is then the last known. */
  current: boolean;
}

const BAND: Record<Tone, string> = {
  ok: "bg-[#15803d] text-white",
  info: "bg-[#1a62b8] text-white",
  warn: "bg-[#ffc861] text-[#3a2100]",
  bad: "bg-[#b42323] text-white",
  idle: TONE.idle,
  muted: TONE.muted,
};

function StateBand({ pump, number, current }: { pump: PumpLive; number: number; current: boolean }) {
  const look = stateLook(pump.state);
  return (
    <header className={`flex items-center gap-2 px-4 py-2 ${current ? BAND[look.tone] : BAND.muted}`} title={look.hint}>
      <h3 className="text-3xl leading-none font-extrabold"><span className="sr-only">Pump </span>{number}</h3>
      <span className="ml-auto flex min-w-0 items-center gap-2 text-lg font-bold">
        <span className={pump.state === "FUELLING" && current ? "pulse" : ""}><Icon name={look.icon} className="block size-6" /></span>
        <span className="truncate" data-testid={`pump-${number}-state`}>{look.word}</span>
        {look.number !== null && (
          <span className="rounded border border-current px-1.5 text-sm leading-5 font-semibold"><span className="sr-only">IFSF state </span>{look.number}</span>
        )}
      </span>
    </header>
  );
}

function Figures({ display, currency }: { display: PumpDisplay; currency: string }) {
  const live = display.kind === "running" || display.kind === "zero";
  if (display.kind === "none") return <p className="flex min-h-[4.75rem] items-center text-ink-2">No delivery seen yet</p>;
  return (
    <dl className={`grid grid-cols-[1fr_auto] items-baseline ${live ? "text-ink" : "text-ink-2"}`}>
      <dt className="sr-only">Amount</dt>
      <dd className="col-span-2 text-right text-4xl leading-11 font-extrabold tracking-tight">{money(display.amountMinor, currency)}</dd>
      <dt className="text-sm text-ink-2">{display.unitPriceMilli > 0 ? <>{unitPrice(display.unitPriceMilli, currency)} / L</> : ""}<span className="sr-only">Volume</span></dt>
      <dd className="text-right text-2xl leading-8 font-bold">{pumpLitres(display.volumeMl)}<span className="ml-1 text-base font-semibold">L</span></dd>
    </dl>
  );
}

function Nozzles({ site, nozzles, active }: { site: Site; nozzles: Nozzle[]; active: number }) {
  const chosen = nozzleOf(nozzles, active);
  if (chosen) {
    return <p className="truncate font-semibold"><span className="text-ink-2">Nozzle {chosen.number}</span> {gradeName(site, chosen.grade_id)}</p>;
  }
  return <p className="truncate text-ink-2">{nozzles.map((nozzle) => gradeName(site, nozzle.grade_id)).join(" · ")}</p>;
}

function Footer({ pump, site, current }: { pump: PumpLive; site: Site; current: boolean }) {
  const now = useNow();
  const { transaction } = pump;
  if (!current) return <>Last known{pump.stateTime ? `, ${ago(Date.parse(pump.stateTime), now)}` : ""}</>;
  if (isSilent(pump, now)) {
    return <span className="flex items-center gap-1.5 font-semibold text-warn-ink"><Icon name="warning" className="size-4" />No count since {ago(Date.parse(pump.running!.time), now)}</span>;
  }
  if (transaction) {
    return (
      <>
        Last sale {clock(transaction.finished_at, site.time_zone).slice(0, 5)} · {money(transaction.amount_minor, transaction.currency)} · {pumpLitres(transaction.volume_ml)} L
        {transaction.offline && <span className="ml-1.5 rounded bg-warn-bg px-1.5 font-semibold text-warn-ink">offline</span>}
      </>
    );
  }
  return <>{pump.stateTime ? `${stateLook(pump.state).word} since ${clock(pump.stateTime, site.time_zone).slice(0, 5)}` : "Waiting for the first message"}</>;
}

export const PumpCard = memo(function PumpCard({ site, number, nozzles, current }: Props) {
  const pump = usePump(site.site_id, number) ?? NO_PUMP;
  const look = stateLook(pump.state);
  const display = pumpDisplay(pump);
  const active = display.kind === "last" || display.kind === "none" ? pump.nozzle : display.nozzle;
  return (
    <article data-testid={`pump-${number}`} data-state={pump.state ?? "UNKNOWN"} aria-label={`Pump ${number}, ${look.word}`}
      className="overflow-hidden rounded-xl border border-line bg-surface">
      <StateBand pump={pump} number={number} current={current} />
      <div className="px-4 pt-2 pb-2.5">
        <Figures display={display} currency={site.currency} />
        <div className="mt-1 min-h-6"><Nozzles site={site} nozzles={nozzles} active={active} /></div>
      </div>
      <footer className="min-h-9 truncate border-t border-line px-4 py-1.5 text-sm leading-6 text-ink-2">
        <Footer pump={pump} site={site} current={current} />
      </footer>
    </article>
  );
});
