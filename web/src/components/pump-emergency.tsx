"use client";

import { memo } from "react";
import { useTranslations } from "use-intl";
import { restartPump, stopPump } from "@/lib/forecourt-actions";
import { problemWords } from "@/lib/till-words";
import type { Site } from "@/lib/types";
import { useAction } from "@/lib/use-action";
import { useLiveParts } from "@/live/live-provider";
import { usePermissions } from "@/session/use-me";
import { Confirm } from "./dialog";
import { Icon } from "./icon";

/** Emergency stop of one pump, one press away, and the way out of it for whoever may. */
export const PumpEmergency = memo(function PumpEmergency({ site, number, stopped }: { site: Site; number: number; stopped: boolean }) {
  const t = useTranslations("selling");
  const { may } = usePermissions();
  const { store } = useLiveParts();
  const order = useAction(({ stop }: { stop: boolean }, intent: string) => (stop ? stopPump : restartPump)(site.site_id, number, intent), {
    onSuccess: (answer) => store.seedPumpsSaid(site.site_id, answer.pumps),
  });
  if (!may(stopped ? "pumps.restart" : "pumps.stop", site.site_id)) return null;
  if (stopped) {
    return (
      <Confirm text={t("stop.restart")} title={t("stop.restartPump", { pump: String(number) })} busy={order.isPending} error={order.error} testId={`restart-${number}`} onConfirm={(close) => order.mutate({ stop: false }, { onSuccess: close })}>
        {t("stop.restartPumpText")}
      </Confirm>
    );
  }
  return (
    <>
      <button type="button" data-testid={`emergency-stop-${number}`} disabled={order.isPending} onClick={() => order.mutate({ stop: true })} title={t("stop.ofPump", { pump: String(number) })}
        className="inline-flex size-11 flex-none items-center justify-center rounded-lg border-2 border-[#b42323] bg-[#b42323] text-white hover:brightness-110 disabled:opacity-55">
        <Icon name="cross" className="size-6" /><span className="sr-only">{t("stop.ofPump", { pump: String(number) })}</span>
      </button>
      <p role="alert" className="basis-full text-sm leading-5 font-semibold text-bad-ink empty:hidden">{order.isError ? `${problemWords(order.error)} ${t("stop.useSwitch")}` : ""}</p>
    </>
  );
});
