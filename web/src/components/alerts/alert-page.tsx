"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useSearchParams } from "next/navigation";
import { alertDetail, incident as incidentQuery } from "@/lib/alert-queries";
import type { AlertDetail } from "@/lib/alert-types";
import { ALERT_STATES, INCIDENT_KINDS, SUPPRESSIONS, durationWord, endedBy } from "@/lib/alert-words";
import { withQuery } from "@/lib/api";
import { deviceName, fullStamp, stamp } from "@/lib/format";
import { sitePath } from "@/lib/navigation";
import { sentence } from "@/lib/selling-words";
import type { Alert } from "@/lib/types";
import { useSites, type Sites } from "@/lib/use-sites";
import { useLiveScope, useNow } from "@/live/live-provider";
import { usePermissions } from "@/session/use-me";
import { Icon, type IconName } from "../icon";
import { PageHead } from "../page-head";
import { BackLink, Detail, Facts, LINK, LookBadge, Section, type Fact } from "../sales/parts";
import { TONE } from "../ui";
import { AlertChanges } from "./alert-changes";
import { AlertJournal } from "./alert-journal";
import { IncidentMembers } from "./incident-alerts";
import { ALERT_TYPES, AcknowledgeIncident, SeverityBadge, alertPath, incidentPath, rulePath, useRuleNames } from "./parts";

function Callout({ icon, children }: { icon: IconName; children: string }) {
  return <p className={`mb-3 flex items-center gap-3 rounded-xl px-5 py-3 font-semibold ${TONE.info}`}><Icon name={icon} className="size-6" /><span>{children}</span></p>;
}

/** Why it is other than most. */
function Callouts({ alert, zone }: { alert: Alert; zone: string }) {
  const quiet = alert.suppression ? SUPPRESSIONS[alert.suppression] : undefined;
  const held = alert.cleared_at && alert.state !== "RESOLVED" ? ` Its condition is over since ${stamp(alert.cleared_at, zone)}.` : "";
  return (
    <>
      {alert.chattering && <Callout icon="refresh">{`It came and went ${alert.occurrences} times, and is held open until it has been quiet.${held}`}</Callout>}
      {!alert.chattering && held && <Callout icon="pause">{`It is held open.${held}`}</Callout>}
      {quiet && <Callout icon={quiet.icon}>{quiet.means}</Callout>}
    </>
  );
}

function Response({ alert }: { alert: AlertDetail }) {
  return (
    <Section id="response-title" title="What to do">
      {alert.response ? <p data-testid="response" className="text-lg whitespace-pre-wrap [overflow-wrap:anywhere]">{alert.response}</p> : <p className="text-ink-2">Its rule does not say.</p>}
    </Section>
  );
}

function OpenFor({ alert }: { alert: Alert }) {
  const now = useNow();
  const until = alert.resolved_at ? Date.parse(alert.resolved_at) : now;
  return <>{durationWord((until - Date.parse(alert.raised_at)) / 1000)}</>;
}

function AlertFacts({ alert, sites }: { alert: AlertDetail; sites: Sites }) {
  const { may } = usePermissions();
  const zone = sites.zone(alert.site);
  const rules = useRuleNames().all;
  const name = alert.rule_name || sentence(alert.rule);
  const facts: Fact[] = [
    ["Site", may("sites.read", alert.site) ? <Link key="site" href={sitePath(alert.site)} className={LINK}>{sites.name(alert.site)}</Link> : sites.name(alert.site)],
    ["Device", deviceName(alert.device)],
    ["Rule", rules.some((rule) => rule.rule_id === alert.rule) ? <Link key="rule" href={rulePath(alert.rule)} className={LINK}>{name}</Link> : name],
    ["Looked after by", alert.assignee || "nobody yet"], ["Raised", fullStamp(alert.raised_at, zone)], ["Open for", <OpenFor key="open" alert={alert} />],
    ...(alert.acknowledged_at ? [["Acknowledged", `${fullStamp(alert.acknowledged_at, zone)} by ${alert.acknowledged_by}`] as const] : []),
    ...(alert.resolved_at ? [["Resolved", `${fullStamp(alert.resolved_at, zone)}, ${endedBy(alert)}`] as const] : []),
    ["Came", alert.occurrences === 1 ? "once" : `${alert.occurrences} times`],
    ...(alert.previous_alert_id ? [["Before", <Link key="before" href={alertPath(alert.previous_alert_id)} className={LINK}>Open the alert before</Link>] as const] : []),
    ...(may("notifications.read") ? [["Notifications", <Link key="told" href={withQuery("/notifications/", { alert_id: alert.alert_id })} className={LINK}>Who was told</Link>] as const] : []),
  ];
  return <Section id="facts-title" title="Alert"><Facts facts={facts} /></Section>;
}

/** What it is part of, and what else is. */
function OfIncident({ alert, id, zone }: { alert: Alert; id: string; zone: string }) {
  const found = useQuery(incidentQuery(id)).data;
  const aside = found && !found.closed_at ? <AcknowledgeIncident incident={id} site={alert.site} /> : <Link href={incidentPath(id)} className={LINK}>As a list</Link>;
  return (
    <Section id="incident-title" title={found ? `Incident: ${INCIDENT_KINDS[found.kind].word.toLowerCase()}` : "Incident"} aside={aside}>
      {found && <p className="mb-2 text-ink-2">{INCIDENT_KINDS[found.kind].means} {found.closed_at ? `Closed ${stamp(found.closed_at, zone)}.` : `Open since ${stamp(found.opened_at, zone)}.`}</p>}
      <IncidentMembers incident={id} except={alert.alert_id} zone={zone} />
    </Section>
  );
}

function Body({ alert, sites }: { alert: AlertDetail; sites: Sites }) {
  useLiveScope([alert.site], ALERT_TYPES);
  const zone = sites.zone(alert.site);
  const badges = <span data-testid="alert-state" data-state={alert.state} className="flex flex-wrap gap-1.5"><SeverityBadge alert={alert} /><LookBadge look={ALERT_STATES[alert.state]} /></span>;
  return (
    <>
      <PageHead title={alert.text} aside={<>{badges}<AlertChanges alert={alert} /></>} />
      <Callouts alert={alert} zone={zone} />
      <div className="grid grid-cols-1 items-start gap-6 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <div className="grid min-w-0 gap-6"><Response alert={alert} /><AlertFacts alert={alert} sites={sites} />{alert.incident_id && <OfIncident alert={alert} id={alert.incident_id} zone={zone} />}</div>
        <AlertJournal alert={alert} zone={zone} />
      </div>
    </>
  );
}

/** `/alert?id=…` */
export function AlertPage() {
  const id = useSearchParams().get("id") ?? "";
  const sites = useSites("alerts.read");
  const answer = useQuery({ ...alertDetail(id), enabled: id !== "" });
  return (
    <>
      <BackLink href="/alerts/">Alerts</BackLink>
      <Detail id={id} what="alert" answer={answer}>{(found) => <Body alert={found} sites={sites} />}</Detail>
    </>
  );
}
