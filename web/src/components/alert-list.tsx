"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { SEVERITIES } from "@/lib/alert-words";
import { ago, deviceName, fullStamp, stamp } from "@/lib/format";
import { resolvedAlerts } from "@/lib/site-queries";
import type { Alert, Site } from "@/lib/types";
import { useAlerts, useCell, useLiveParts, useNow } from "@/live/live-provider";
import { AlertLink, AlertMarks, HandleAlert, SeverityBadge, handling } from "./alerts/parts";
import { Icon } from "./icon";
import { Card, Failure, SectionTitle, Skeletons, TONE_EDGE } from "./ui";

function AlertItem({ alert, zone, now }: { alert: Alert; zone: string; now: number }) {
  const t = useTranslations("alerts");
  const tone = alert.state === "RAISED" ? (SEVERITIES[alert.severity] ?? SEVERITIES.WARNING).tone : "idle";
  const said = handling(alert, zone);
  return (
    <li data-testid={`alert-${alert.alert_id}`} data-state={alert.state} data-severity={alert.severity}
      className={`border-l-6 px-4 py-3 ${TONE_EDGE[tone]}`}>
      <div className="flex items-center justify-between gap-2">
        <span className="flex flex-wrap gap-1.5"><SeverityBadge alert={alert} /><AlertMarks alert={alert} /></span>
        <time dateTime={alert.raised_at} title={fullStamp(alert.raised_at, zone)} className="text-sm text-ink-2">{ago(Date.parse(alert.raised_at), now)}</time>
      </div>
      <p className="mt-2"><AlertLink alert={alert} className="font-semibold break-words underline decoration-line-strong hover:decoration-current" /></p>
      <p className="text-sm text-ink-2">{deviceName(alert.device)} · {stamp(alert.raised_at, zone)}</p>
      {alert.assignee && <p className="text-sm text-ink-2">{t("looksAfter", { name: alert.assignee })}</p>}
      {said && <p className="text-sm text-ink-2">{said}</p>}
      <HandleAlert alert={alert} action={alert.state === "RAISED" ? "acknowledge" : "resolve"} className="mt-2 w-full sm:w-auto" />
    </li>
  );
}

function Items({ alerts, zone, none }: { alerts: readonly Alert[]; zone: string; none: string }) {
  const now = useNow();
  if (alerts.length === 0) {
    return <Card className="flex items-center gap-3 px-4 py-3.5 font-semibold text-ink-2"><Icon name="check" className="size-6" />{none}</Card>;
  }
  return (
    <Card className="overflow-hidden max-xl:max-h-96 max-xl:overflow-y-auto">
      <ol className="divide-y divide-line">
        {alerts.map((alert) => <AlertItem key={alert.alert_id} alert={alert} zone={zone} now={now} />)}
      </ol>
    </Card>
  );
}

function Resolved({ site }: { site: Site }) {
  const t = useTranslations("alerts");
  const answer = useQuery(resolvedAlerts(site.site_id));
  if (answer.isPending) return <Skeletons count={2} className="mb-3 h-24" label={t("loadingResolved")} />;
  if (answer.isError) return <Failure error={answer.error} what={t("resolvedAlerts")} onRetry={() => void answer.refetch()} />;
  return <Items alerts={answer.data.items} zone={site.time_zone} none={t("noneResolved")} />;
}

function Open({ site, error, retry }: { site: Site; error: unknown; retry: () => void }) {
  const t = useTranslations("alerts");
  const alerts = useAlerts(site.site_id);
  if (error && !alerts?.length) return <Failure error={error} what={t("alerts")} onRetry={retry} />;
  if (!alerts) return <Skeletons count={2} className="mb-3 h-28" label={t("loading")} />;
  return <Items alerts={alerts} zone={site.time_zone} none={t("noOpen")} />;
}

/** Tells a screen reader about an alert at the moment it is raised; without a site, at any. */
export function AlertAnnouncer({ site }: { site?: string }) {
  const t = useTranslations("alerts");
  const alert = useCell(useLiveParts().raised);
  const text = alert && (!site || alert.site === site) ? t("announce", { severity: alert.severity, text: alert.text }) : "";
  return <div className="sr-only" role="log" aria-live="assertive">{text}</div>;
}

export function AlertPanel({ site, error, retry }: { site: Site; error: unknown; retry: () => void }) {
  const t = useTranslations("alerts");
  const [past, setPast] = useState(false);
  const open = useAlerts(site.site_id)?.length ?? 0;
  const toggle = (
    <button type="button" aria-pressed={past} onClick={() => setPast(!past)} className="min-h-9 rounded px-1 font-semibold text-accent underline">
      {past ? t("showOpen") : t("showResolved")}
    </button>
  );
  return (
    <section aria-labelledby="alerts-title" data-testid="alerts">
      <SectionTitle id="alerts-title" aside={toggle}>{past ? t("resolvedAlerts") : open ? t("alertsCount", { count: String(open) }) : t("alerts")}</SectionTitle>
      {past ? <Resolved site={site} /> : <Open site={site} error={error} retry={retry} />}
      <AlertAnnouncer site={site.site_id} />
    </section>
  );
}
