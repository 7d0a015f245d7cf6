"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { useTranslations } from "use-intl";
import type { components } from "@/api/schema";
import { texts } from "@/i18n/language";
import { draftOf, largeMoves, pricesInUse, readDraft, setBefore, twice, type Move } from "@/lib/price-draft";
import { fieldProblems, isProblem } from "@/lib/problem";
import { today, wallClock } from "@/lib/ranges";
import { schedulePrices } from "@/lib/selling-actions";
import type { SitePrices } from "@/lib/selling-types";
import type { Site } from "@/lib/types";
import { useAction } from "@/lib/use-action";
import { useNow } from "@/live/live-provider";
import { Dialog, DialogButtons } from "../dialog";
import { FormError, Submit } from "../form";
import { LargeMoves } from "./large-moves";
import { PriceInputs } from "./price-inputs";
import { WhenFields, type When } from "./when-fields";

type Wish = components["schemas"]["PriceSchedule"];

/** Tomorrow at six in the morning, there. */
function firstTime(timeZone: string): string {
  return `${today(timeZone, Date.now() + 86_400_000)}T06:00`;
}

/** The server counts its list's entries from 0: `prices[2].unit_price_milli`, `body.prices.2.unit_price_milli`. */
function priceProblems(error: unknown): Record<number, string> {
  const found = Object.entries(fieldProblems(error)).flatMap(([field, message]) => {
    const position = /^prices[.[](\d+)/.exec(field)?.[1];
    return position === undefined ? [] : [[Number(position), message] as const];
  });
  return Object.fromEntries(found);
}

function timeProblem(error: unknown): string | undefined {
  if (isProblem(error, "LocalTimeMissing")) return texts("trade")("prices.timeSkipped");
  if (isProblem(error, "LocalTimeAmbiguous")) return texts("trade")("prices.timeTwice");
  return fieldProblems(error).effective_at;
}

function shownFields(error: unknown): string[] {
  return Object.keys(fieldProblems(error)).filter((field) => field === "effective_at" || /^prices[.[]\d/.test(field));
}

export function ScheduleDialog({ site, prices, onClose }: { site: Site; prices: SitePrices; onClose: () => void }) {
  const t = useTranslations("trade");
  const client = useQueryClient();
  const keys = pricesInUse(site);
  const earliest = wallClock(site.time_zone, useNow(60_000));
  const [typed, setTyped] = useState(() => draftOf(keys, prices.in_force));
  const [when, setWhen] = useState<When>(() => ({ now: false, wall: firstTime(site.time_zone), which: "" }));
  const [wrong, setWrong] = useState<Record<number, string>>({});
  const [moves, setMoves] = useState<readonly Move[]>([]);
  const [meant, setMeant] = useState(false);
  const schedule = useAction((wish: Wish, key) => schedulePrices(site.site_id, wish, key), {
    onSuccess: () => Promise.all(["prices", "price-sets"].map((key) => client.invalidateQueries({ queryKey: [key, site.site_id] }))).then(onClose),
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const draft = readDraft(keys, typed);
    const unreadable = Object.keys(draft.wrong).length > 0;
    const large = unreadable ? [] : largeMoves(setBefore(prices, when.now ? null : when.wall, site.time_zone), draft.prices);
    setWrong(draft.wrong);
    setMoves(large);
    if (unreadable || (large.length > 0 && !meant)) return;
    schedule.mutate({ prices: draft.prices, effective_at: when.now ? "now" : when.which || when.wall, confirm_large_change: meant });
  };
  const edit = (i: number, text: string) => {
    setTyped(typed.map((old, at) => (at === i ? text : old)));
    setMeant(false);
  };
  const problems = { ...priceProblems(schedule.error), ...wrong };
  const asks = moves.length > 0 || isProblem(schedule.error, "LargePriceChange");
  return (
    <Dialog title={t("prices.newFor", { site: site.name })} onClose={onClose} wide testId="schedule-prices">
      <form onSubmit={submit} noValidate className="space-y-5">
        <PriceInputs site={site} keys={keys} typed={typed} wrong={problems} inForce={prices.in_force} onChange={edit} />
        <WhenFields value={when} onChange={setWhen} timeZone={site.time_zone} earliest={earliest} error={timeProblem(schedule.error)} choices={isProblem(schedule.error, "LocalTimeAmbiguous") ? twice(when.wall, site.time_zone) : []} />
        {asks && <LargeMoves site={site} moves={moves} meant={meant} onChange={setMeant} />}
        <FormError error={schedule.error} shown={shownFields(schedule.error)} />
        <DialogButtons onCancel={onClose}><Submit busy={schedule.isPending} busyText={t("prices.scheduling")} testId="price-schedule">{t(when.now ? "prices.changeNow" : "prices.schedule")}</Submit></DialogButtons>
      </form>
    </Dialog>
  );
}
