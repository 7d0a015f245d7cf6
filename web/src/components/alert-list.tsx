"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { handleAlert } from "@/lib/actions";
import { ago, deviceName, fullStamp, stamp } from "@/lib/format";
import type { Tone } from "@/lib/ifsf";
import { resolvedAlerts } from "@/lib/queries";
import type { Alert, Severity, Site } from "@/lib/types";
import { useAction } from "@/lib/use-action";
import { useAlerts, useCell, useLiveParts, useNow } from "@/live/live-provider";
import { usePermissions } from "@/session/use-me";
import { Icon, type IconName } from "./icon";
import { Badge, Button, Card, Failure, SectionTitle, Skeletons, TONE_EDGE } from "./ui";

const SEVERITY: Record<Severity, { tone: Tone; icon: IconName; word: string }> = {
  CRITICAL: { tone: "bad", icon: "cross", word: "Critical" },
  WARNING: { tone: "warn", icon: "warning", word: "Warning" },
  INFO: { tone: "info", icon: "info", word: "Info" },
};

const QUIET: Partial<Record<NonNullable<Alert["suppression"]>, string>> = { SHELVED: "Silenced", OUT_OF_SERVICE: "Maintenance" };

/** What makes it other than an alert that somebody is called for by itself. */
function Marks({ alert }: { alert: Alert }) {
  const quiet = alert.suppression ? QUIET[alert.suppression] : undefined;
  return (
    <>
      {alert.chattering && <Badge tone="info" icon="info">Chattering, {alert.occurrences} times</Badge>}
      {quiet && <Badge tone="idle" icon="info">{quiet}</Badge>}
      {alert.incident_id && <Badge tone="info" icon="info">Incident</Badge>}
    </>
  );
}

function Handling({ alert, zone }: { alert: Alert; zone: string }) {
  if (alert.state === "RESOLVED" && alert.resolved_at) {
    return <p className="text-sm text-ink-2">Resolved {stamp(alert.resolved_at, zone)}{alert.resolved_by ? ` by ${alert.resolved_by}` : ", cleared by itself"}</p>;
  }
  if (alert.state === "ACKNOWLEDGED" && alert.acknowledged_at) {
    return <p className="text-sm text-ink-2">Acknowledged {stamp(alert.acknowledged_at, zone)} by {alert.acknowledged_by}</p>;
  }
  return null;
}

function AlertAction({ alert }: { alert: Alert }) {
  const { store } = useLiveParts();
  const { may } = usePermissions();
  const action = alert.state === "RAISED" ? "acknowledge" : "resolve";
  const change = useAction((id: string, key) => handleAlert(id, action, key), { onSuccess: (changed) => store.applyAlert(changed) });
  if (alert.state === "RESOLVED" || !may(`alerts.${action}`, alert.site)) return null;
  const text = action === "acknowledge" ? "Acknowledge" : "Resolve";
  return (
    <>
      <Button onClick={() => change.mutate(alert.alert_id)} disabled={change.isPending} data-testid={`${action}-${alert.alert_id}`}
        aria-label={`${text}: ${alert.text}`} className="mt-2 w-full sm:w-auto">{text}</Button>
      {change.isError && <p role="alert" className="mt-1 text-sm font-semibold text-bad-ink">Not done: {change.error.message}</p>}
    </>
  );
}

function AlertItem({ alert, zone, now }: { alert: Alert; zone: string; now: number }) {
  const look = SEVERITY[alert.severity] ?? SEVERITY.WARNING;
  const tone = alert.state === "RAISED" ? look.tone : "idle";
  return (
    <li data-testid={`alert-${alert.alert_id}`} data-state={alert.state} data-severity={alert.severity}
      className={`border-l-6 px-4 py-3 ${TONE_EDGE[tone]}`}>
      <div className="flex items-center justify-between gap-2">
        <span className="flex flex-wrap gap-1.5"><Badge tone={tone} icon={look.icon}>{look.word}</Badge><Marks alert={alert} /></span>
        <time dateTime={alert.raised_at} title={fullStamp(alert.raised_at, zone)} className="text-sm text-ink-2">{ago(Date.parse(alert.raised_at), now)}</time>
      </div>
      <p className="mt-2 font-semibold break-words">{alert.text}</p>
      <p className="text-sm text-ink-2">{deviceName(alert.device)} · {stamp(alert.raised_at, zone)}</p>
      {alert.assignee && <p className="text-sm text-ink-2">{alert.assignee} looks after it</p>}
      <Handling alert={alert} zone={zone} />
      <AlertAction alert={alert} />
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
  const answer = useQuery(resolvedAlerts(site.site_id));
  if (answer.isPending) return <Skeletons count={2} className="mb-3 h-24" label="Loading resolved alerts" />;
  if (answer.isError) return <Failure error={answer.error} what="Resolved alerts" onRetry={() => void answer.refetch()} />;
  return <Items alerts={answer.data.items} zone={site.time_zone} none="Nothing has been resolved yet" />;
}

function Open({ site, error, retry }: { site: Site; error: unknown; retry: () => void }) {
  const alerts = useAlerts(site.site_id);
  if (error && !alerts?.length) return <Failure error={error} what="Alerts" onRetry={retry} />;
  if (!alerts) return <Skeletons count={2} className="mb-3 h-28" label="Loading alerts" />;
  return <Items alerts={alerts} zone={site.time_zone} none="No open alerts" />;
}

/** Tells a screen reader about an alert at the moment it is raised. */
export function AlertAnnouncer({ site }: { site: string }) {
  const alert = useCell(useLiveParts().raised);
  const text = alert?.site === site ? `New ${SEVERITY[alert.severity]?.word.toLowerCase() ?? ""} alert: ${alert.text}` : "";
  return <div className="sr-only" role="log" aria-live="assertive">{text}</div>;
}

export function AlertPanel({ site, error, retry }: { site: Site; error: unknown; retry: () => void }) {
  const [past, setPast] = useState(false);
  const open = useAlerts(site.site_id)?.length ?? 0;
  const toggle = (
    <button type="button" aria-pressed={past} onClick={() => setPast(!past)} className="min-h-9 rounded px-1 font-semibold text-accent underline">
      {past ? "Show open" : "Show resolved"}
    </button>
  );
  return (
    <section aria-labelledby="alerts-title" data-testid="alerts">
      <SectionTitle id="alerts-title" aside={toggle}>{past ? "Resolved alerts" : `Alerts${open ? ` (${open})` : ""}`}</SectionTitle>
      {past ? <Resolved site={site} /> : <Open site={site} error={error} retry={retry} />}
      <AlertAnnouncer site={site.site_id} />
    </section>
  );
}
