"use client";

import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { pingController } from "@/lib/actions";
import { fullStamp, number, stamp } from "@/lib/format";
import type { Site } from "@/lib/types";
import { useAction } from "@/lib/use-action";
import { useController } from "@/live/live-provider";
import type { ControllerLive } from "@/live/state";
import { usePermissions } from "@/session/use-me";
import { Badge, Button } from "./ui";

export function ControllerBadge({ controller, known, zone }: { controller: ControllerLive | undefined; known: boolean; zone: string }) {
  const t = useTranslations("sites");
  if (!known && !controller) return <Badge tone="muted" icon="question">{t("controllers.asking")}</Badge>;
  if (!controller || controller.since === null) return <Badge tone="muted" icon="unlink">{t("controllers.never")}</Badge>;
  if (controller.online) return <Badge tone="ok" icon="link">{t("controllers.online")}</Badge>;
  return <Badge tone="bad" icon="unlink">{t("controllers.offline", { time: stamp(controller.since, zone) })}</Badge>;
}

function Ping({ site }: { site: string }) {
  const t = useTranslations("sites");
  const ping = useAction(pingController);
  const text = ping.isError ? t("controllers.noAnswer") : ping.data ? `${number(ping.data.round_trip_ms)} ms` : "";
  return (
    <span className="flex items-center gap-2">
      <Button onClick={() => ping.mutate(site)} disabled={ping.isPending} data-testid="ping">{ping.isPending ? t("controllers.pinging") : t("controllers.ping")}</Button>
      <span role="status" className={ping.isError ? "font-semibold text-bad-ink" : "text-ink-2"}>{text}</span>
    </span>
  );
}

/** Its children stand beside the ping. */
export function ControllerStatus({ site, known, children }: { site: Site; known: boolean; children?: ReactNode }) {
  const t = useTranslations("sites");
  const controller = useController(site.site_id);
  const { may } = usePermissions();
  return (
    <div data-testid="controller" data-online={String(controller?.online ?? "unknown")} className="flex flex-wrap items-center gap-x-4 gap-y-2">
      <span className="flex min-h-9 flex-wrap content-center items-center gap-x-4 phone:min-h-14 phone:basis-full">
        <ControllerBadge controller={controller} known={known} zone={site.time_zone} />
        {controller?.softwareVersion && (
          <span className="text-ink-2" title={controller.since ? t("controllers.since", { time: fullStamp(controller.since, site.time_zone) }) : undefined}>
            {t("controllers.version", { version: controller.softwareVersion })}
          </span>
        )}
      </span>
      {may("controllers.ping", site.site_id) && <Ping site={site.site_id} />}
      {children}
    </div>
  );
}
