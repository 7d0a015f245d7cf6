"use client";

import { memo } from "react";
import { useTranslations } from "use-intl";
import { openSale, controlPump } from "@/lib/forecourt-actions";
import { commandWords, allows, offered, releaseKind, type PumpCommand } from "@/lib/till-pumps";
import { problemWords, releaseWords } from "@/lib/till-words";
import type { Site } from "@/lib/types";
import { useAction } from "@/lib/use-action";
import { useLiveParts } from "@/live/live-provider";
import { saleLive } from "@/live/sales";
import { usePermissions } from "@/session/use-me";

/** Orders to a pump: the pump's own answer is shown at once. */
export function usePumpOrder(site: Site, pump: number) {
  const { store } = useLiveParts();
  return useAction((command: PumpCommand, intent: string) => controlPump(site.site_id, pump, command, intent), {
    onSuccess: (said) => store.seedPumpsSaid(site.site_id, [said]),
  });
}

const SMALL = "inline-flex min-h-11 flex-1 items-center justify-center rounded-lg border px-2 font-semibold disabled:opacity-55";

interface Props {
  site: Site;
  pump: number;
  state: string | null;
  /** Whether a sale is under way at the pump. */
  busy: boolean;
}

/** On the site's page: what IFSF allows in this state, for whoever may. */
export const PumpControls = memo(function PumpControls({ site, pump, state, busy }: Props) {
  const t = useTranslations("sites");
  const { may } = usePermissions();
  const { store } = useLiveParts();
  const order = usePumpOrder(site, pump);
  const release = useAction((_: undefined, intent: string) => openSale({ site: site.site_id, kind: releaseKind(site, pump), pump }, intent), {
    onSuccess: (sale) => store.applySale(sale.site, saleLive(sale)),
  });
  const mayRelease = may("pumps.authorise", site.site_id) && may("sales.sell", site.site_id);
  const mayControl = may("pumps.control", site.site_id);
  if (!mayRelease && !mayControl) return null;
  const refused = order.isError ? problemWords(order.error) : release.isError ? problemWords(release.error) : release.data ? releaseWords(release.data) : "";
  const pending = order.isPending || release.isPending;
  return (
    <div className="border-t border-line px-3 py-2">
      <div className="flex min-h-11 flex-wrap gap-2" role="group" aria-label={t("card.orders", { pump: String(pump) })}>
        {mayRelease && allows(state, "release") && !busy && (
          <button type="button" data-testid={`authorise-${pump}`} disabled={pending} onClick={() => { order.reset(); release.mutate(undefined); }}
            className={`${SMALL} ${state === "CALLING" ? "border-transparent bg-action text-action-ink" : "border-line-strong hover:bg-sunken"}`}>
            {release.isPending ? t("card.releasing") : t("card.authorise")}
          </button>
        )}
        {mayControl && offered(state).map((command) => (
          <button key={command} type="button" data-testid={`${command}-${pump}`} disabled={pending} onClick={() => { release.reset(); order.mutate(command); }} className={`${SMALL} border-line-strong hover:bg-sunken`}>
            {t.rich("card.orderTo", { word: commandWords(command)[order.isPending && order.variables === command ? "busy" : "word"], pump: String(pump), of: (words) => <span className="sr-only">{words}</span> })}
          </button>
        ))}
      </div>
      <p role="alert" data-testid={`refusal-${pump}`} className="pt-1 text-sm leading-5 font-semibold text-bad-ink empty:hidden">{refused}</p>
    </div>
  );
});
