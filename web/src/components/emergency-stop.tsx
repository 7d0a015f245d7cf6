"use client";

import { useState, type ReactNode } from "react";
import { useTranslations } from "use-intl";
import { deviceName } from "@/lib/format";
import { stateLook } from "@/lib/ifsf";
import { restartForecourt, stopForecourt } from "@/lib/forecourt-actions";
import type { ForecourtOrdered } from "@/lib/till-types";
import { problemWords } from "@/lib/till-words";
import type { Site } from "@/lib/types";
import { useAction } from "@/lib/use-action";
import { useLiveParts, useLiveValue, usePump } from "@/live/live-provider";
import { key } from "@/live/store";
import { usePermissions } from "@/session/use-me";
import { Confirm, Dialog } from "./dialog";
import { Icon } from "./icon";
import { Button } from "./ui";

const OCTAGON = "border-2 border-white/80 bg-[#b42323] text-white hover:brightness-110";

/** The numbers of the pumps that an emergency stop holds, with commas between. */
function useStoppedPumps(site: Site): string {
  const names = site.pumps.map((pump) => key.pump(site.site_id, pump.number));
  return useLiveValue(names, (store) => site.pumps.filter((pump) => store.get("pump", key.pump(site.site_id, pump.number))?.stopped).map((pump) => pump.number).join(", "));
}

function useOrder(site: Site, order: (site: string, key: string) => Promise<ForecourtOrdered>, onDone?: () => void) {
  const { store } = useLiveParts();
  return useAction((_: undefined, intent: string) => order(site.site_id, intent), {
    onSuccess: (answer) => {
      store.seedPumpsSaid(site.site_id, answer.pumps);
      onDone?.();
    },
  });
}

function Confirmation({ site, number }: { site: Site; number: number }) {
  const t = useTranslations("selling");
  const pump = usePump(site.site_id, number);
  const stopped = pump?.stopped ?? false;
  return (
    <li data-testid={`stopped-${number}`} data-stopped={stopped} className={`flex items-center gap-3 rounded-lg px-3 py-2 text-lg font-semibold ${stopped ? "bg-ok-bg text-ok-ink" : "bg-bad-bg text-bad-ink"}`}>
      <Icon name={stopped ? "check" : "warning"} className="size-6" />
      <span>{deviceName(`pump/${number}`)}</span>
      <span className="ml-auto">{stopped ? t("stop.stopped") : t("stop.notConfirmed", { state: stateLook(pump?.state ?? null).word })}</span>
    </li>
  );
}

function Stopped({ site, error, busy, again, onClose }: { site: Site; error: unknown; busy: boolean; again: () => void; onClose: () => void }) {
  const t = useTranslations("selling");
  const stopped = useStoppedPumps(site).split(", ").filter(Boolean).length;
  const all = stopped === site.pumps.length;
  return (
    <Dialog title={all ? t("stop.all") : busy ? t("stop.stopping") : t("stop.title")} onClose={onClose} testId="stop-dialog">
      <div role="alert" className="mb-3 text-lg">
        {error ? <p className="font-semibold text-bad-ink">{problemWords(error)} {t("stop.useSwitch")}</p>
          : all ? <p>{t("stop.confirmed", { count: site.pumps.length })}</p>
            : <p>{t("stop.soFar", { stopped, count: site.pumps.length })}</p>}
      </div>
      <ul className="grid gap-2 sm:grid-cols-2">{site.pumps.map((pump) => <Confirmation key={pump.number} site={site} number={pump.number} />)}</ul>
      <div className="mt-5 flex flex-wrap justify-end gap-3">
        {!all && <Button disabled={busy} onClick={again}><Icon name="refresh" />{t("stop.again")}</Button>}
        <Button primary onClick={onClose}>{t("stop.closeList")}</Button>
      </div>
    </Dialog>
  );
}

/** One press stops every pump of the site; the list shows which of them confirmed it. Null for whoever may not. */
export function useEmergencyStop(site: Site): { press: () => void; list: ReactNode } | null {
  const { may } = usePermissions();
  const [shown, setShown] = useState(false);
  const stop = useOrder(site, stopForecourt);
  if (!may("pumps.stop", site.site_id) || site.pumps.length === 0) return null;
  const again = () => stop.mutate(undefined);
  const press = () => {
    setShown(true);
    again();
  };
  return { press, list: shown && <Stopped site={site} error={stop.error} busy={stop.isPending} again={again} onClose={() => setShown(false)} /> };
}

export function StopButton({ onPress, className = "" }: { onPress: () => void; className?: string }) {
  const t = useTranslations("selling");
  return (
    <button type="button" data-testid="emergency-stop" onClick={onPress} className={`inline-flex min-h-14 items-center justify-center gap-2.5 rounded-xl px-4 text-left text-base font-extrabold ${OCTAGON} ${className}`}>
      <Icon name="cross" className="size-7" /><span className="leading-5">{t("stop.title")}</span>
    </button>
  );
}

/** For where there is no room for words. */
export function SmallStopButton({ onPress }: { onPress: () => void }) {
  const t = useTranslations("selling");
  return (
    <button type="button" data-testid="emergency-stop-here" onClick={onPress} title={t("stop.title")} aria-label={t("stop.title")} className={`grid size-11 place-items-center rounded-xl ${OCTAGON}`}>
      <Icon name="cross" className="size-6" />
    </button>
  );
}

export function EmergencyStop({ site }: { site: Site }) {
  const stop = useEmergencyStop(site);
  return stop && <><StopButton onPress={stop.press} className="max-sm:w-full" />{stop.list}</>;
}

/** As long as an emergency stop holds pumps, and the way out of it. */
export function StoppedNotice({ site }: { site: Site }) {
  const t = useTranslations("selling");
  const { may } = usePermissions();
  const stopped = useStoppedPumps(site);
  const restart = useOrder(site, restartForecourt);
  if (stopped === "") return null;
  const all = stopped.split(", ").length === site.pumps.length;
  return (
    <div role="status" data-testid="stopped-notice" className="mb-3 flex flex-wrap items-center gap-x-4 gap-y-2 rounded-xl bg-[#b42323] px-5 py-3 text-lg font-semibold text-white">
      <Icon name="cross" className="size-8" />
      <p className="min-w-0 flex-1 basis-60">{all ? t("stop.holdsAll") : t("stop.holds", { count: stopped.split(",").length, pumps: stopped })}{!may("pumps.restart", site.site_id) && ` ${t("stop.supervisor")}`}</p>
      {may("pumps.restart", site.site_id) && (
        <Confirm text={t("stop.restart")} title={t("stop.restartAsk")} busy={restart.isPending} error={restart.error} testId="restart"
          onConfirm={(close) => restart.mutate(undefined, { onSuccess: close })}>
          {t("stop.restartText")}
        </Confirm>
      )}
    </div>
  );
}
