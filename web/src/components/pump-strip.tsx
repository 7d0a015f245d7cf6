"use client";

import { memo } from "react";
import { useTranslations } from "use-intl";
import { stateLook, type Tone } from "@/lib/ifsf";
import type { Site } from "@/lib/types";
import { usePump } from "@/live/live-provider";
import type { PumpLive } from "@/live/state";
import { Icon } from "./icon";
import { TONE } from "./ui";

export const BAND: Record<Tone, string> = {
  ok: "bg-[#15803d] text-white",
  info: "bg-[#1a62b8] text-white",
  warn: "bg-[#ffc861] text-[#3a2100]",
  bad: "bg-[#b42323] text-white",
  idle: TONE.idle,
  muted: TONE.muted,
};

/** The mark of a pump that delivers beats as its counts come in, and stands still when they do not. */
export function beatOf({ state, running }: PumpLive): string {
  return state === "FUELLING" && running?.beat ? "text-white/45 motion-reduce:text-white" : "";
}

const Pip = memo(function Pip({ site, number, current }: { site: string; number: number; current: boolean }) {
  const t = useTranslations("sites");
  const look = stateLook(usePump(site, number)?.state ?? null);
  return (
    <li title={t("card.short", { pump: String(number), state: look.word })} className={`flex min-w-0 flex-col items-center rounded-md py-1 leading-5 font-bold ${BAND[current ? look.tone : "muted"]}`}>
      <Icon name={look.icon} className="size-4" />
      {number}
      <span className="sr-only"> {look.word}</span>
    </li>
  );
});

/** Every pump of a site as a small coloured, numbered mark. */
export function PumpStrip({ site, current }: { site: Site; current: boolean }) {
  const t = useTranslations("sites");
  return (
    <ul aria-label={t("pumps")} className="mt-1 grid grid-cols-[repeat(auto-fill,minmax(2.25rem,1fr))] gap-1.5">
      {site.pumps.map((pump) => <Pip key={pump.number} site={site.site_id} number={pump.number} current={current} />)}
    </ul>
  );
}
