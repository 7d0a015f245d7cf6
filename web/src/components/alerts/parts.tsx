"use client";

/** What the screens of alerts are made of. */

import { useQuery, useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { useTranslations } from "use-intl";
import { texts } from "@/i18n/language";
import { handleAlert } from "@/lib/actions";
import { acknowledgeIncident } from "@/lib/alert-actions";
import { ruleNames } from "@/lib/alert-queries";
import { SEVERITIES, SUPPRESSIONS, endedBy } from "@/lib/alert-words";
import { withQuery } from "@/lib/api";
import { stamp } from "@/lib/format";
import { problemText } from "@/lib/problem";
import { ruleTitle, translatedTitle } from "@/lib/rule-titles";
import type { Alert } from "@/lib/types";
import { useAction } from "@/lib/use-action";
import { useLiveParts } from "@/live/live-provider";
import { usePermissions } from "@/session/use-me";
import { Badge, Button } from "../ui";

export const ALERT_TYPES = [
  "alert.raised", "alert.acknowledged", "alert.resolved", "alert.updated", "incident.opened", "incident.updated", "incident.closed",
] as const;

export const alertPath = (id: string) => withQuery("/alert/", { id });
export const rulePath = (id: string) => withQuery("/rule/", { id });
export const incidentPath = (incident: string) => withQuery("/alerts/", { incident });

/** Loud only until somebody has seen it. */
export function SeverityBadge({ alert }: { alert: Pick<Alert, "severity" | "state"> }) {
  const look = SEVERITIES[alert.severity] ?? SEVERITIES.WARNING;
  return <Badge tone={alert.state === "RAISED" ? look.tone : "idle"} icon={look.icon}>{look.word}</Badge>;
}

/** What makes it other than an alert that somebody is called for by itself. */
export function AlertMarks({ alert }: { alert: Alert }) {
  const t = useTranslations("alerts");
  const quiet = alert.suppression ? SUPPRESSIONS[alert.suppression] : undefined;
  return (
    <>
      {alert.chattering && <Badge tone="info" icon="info">{t("chatteringTimes", { n: String(alert.occurrences) })}</Badge>}
      {quiet && <Badge tone={quiet.tone} icon={quiet.icon}>{quiet.word}</Badge>}
      {alert.incident_id && alert.suppression !== "INCIDENT" && <Badge tone="info" icon="info">{t("incident")}</Badge>}
    </>
  );
}

/** Who has seen or ended it, and when. */
export function handling(alert: Alert, zone: string): string {
  const t = texts("alerts");
  if (alert.state === "RESOLVED" && alert.resolved_at) return t("resolvedBy", { time: stamp(alert.resolved_at, zone), by: endedBy(alert) });
  if (alert.state === "ACKNOWLEDGED" && alert.acknowledged_at) return t("acknowledgedBy", { time: stamp(alert.acknowledged_at, zone), name: alert.acknowledged_by });
  return "";
}

/** Puts what came of a change on the screen. */
export function useAlertChanged() {
  const client = useQueryClient();
  const { store } = useLiveParts();
  return (alert?: Alert) => {
    if (alert) store.applyAlert(alert);
    return Promise.all(["alerts", "alert", "incidents"].map((key) => client.invalidateQueries({ queryKey: [key] })));
  };
}

function NotDone({ error }: { error: Error | null }) {
  const t = useTranslations("alerts");
  return error && <p role="alert" className="mt-1 text-sm font-semibold text-bad-ink">{t("notDone", { why: problemText(error) })}</p>;
}

interface HandleProps {
  alert: Alert;
  action: "acknowledge" | "resolve";
  primary?: boolean;
  className?: string;
}

export function HandleAlert({ alert, action, primary = false, className }: HandleProps) {
  const t = useTranslations("alerts");
  const { may } = usePermissions();
  const changed = useAlertChanged();
  const change = useAction((asked: { id: string; action: HandleProps["action"] }, key) => handleAlert(asked.id, asked.action, key), { onSuccess: (answer) => void changed(answer) });
  if (alert.state === "RESOLVED" || !may(`alerts.${action}`, alert.site)) return null;
  const text = action === "acknowledge" ? t("acknowledge") : t("resolve");
  return (
    <div>
      <Button primary={primary} onClick={() => change.mutate({ id: alert.alert_id, action })} disabled={change.isPending} data-testid={`${action}-${alert.alert_id}`}
        aria-label={t("actOn", { action: text, text: alert.text })} className={className}>{text}</Button>
      <NotDone error={change.error} />
    </div>
  );
}

/** All of its open alerts at once. */
export function AcknowledgeIncident({ incident, site }: { incident: string; site: string }) {
  const t = useTranslations("alerts");
  const { may } = usePermissions();
  const changed = useAlertChanged();
  const change = useAction((id: string, key) => acknowledgeIncident(id, key), { onSuccess: (answer) => void changed(answer.head) });
  if (!may("alerts.acknowledge", site)) return null;
  return (
    <div>
      <Button onClick={() => change.mutate(incident)} disabled={change.isPending} data-testid={`acknowledge-incident-${incident}`}>{t("acknowledgeAll")}</Button>
      <NotDone error={change.error} />
    </div>
  );
}

/** Rules by name, for who may read them; else their ids in words. */
export function useRuleNames() {
  const { may } = usePermissions();
  const known = may("alert_rules.read");
  const all = useQuery({ ...ruleNames(), enabled: known }).data?.items ?? [];
  return { all, known, name: (id: string) => ruleTitle(id, all.find((rule) => rule.rule_id === id)?.name) };
}

/** What a ready rule's alert is about in the reader's language, if that is not English; null for others. */
export function useAlertTitle({ rule }: Pick<Alert, "rule">): string | null {
  const { may } = usePermissions();
  const asked = translatedTitle(rule) !== null && may("alert_rules.read");
  const names = useQuery({ ...ruleNames(), enabled: asked }).data?.items;
  return translatedTitle(rule, names?.find((one) => one.rule_id === rule)?.name);
}

/** Leads to the alert: by its title where it has one, with what the server says below, else by that. */
export function AlertLink({ alert, className }: { alert: Alert; className: string }) {
  const title = useAlertTitle(alert);
  return (
    <>
      <Link href={alertPath(alert.alert_id)} className={className}>{title ?? alert.text}</Link>
      {title && <ServerWords text={alert.text} />}
    </>
  );
}

export function ServerWords({ text }: { text: string }) {
  return <span lang="en" className="block text-sm text-ink-2 [overflow-wrap:anywhere]">{text}</span>;
}
