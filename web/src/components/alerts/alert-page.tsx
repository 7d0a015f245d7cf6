"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useSearchParams } from "next/navigation";
import { useTranslations } from "use-intl";
import { alertDetail, incident as incidentQuery } from "@/lib/alert-queries";
import type { AlertDetail } from "@/lib/alert-types";
import { ALERT_STATES, SUPPRESSIONS, durationWord, endedBy, incidentMeans, suppressionMeans } from "@/lib/alert-words";
import { withQuery } from "@/lib/api";
import { deviceName, fullStamp, stamp } from "@/lib/format";
import { sitePath } from "@/lib/navigation";
import { ruleTitle, translatedTitle } from "@/lib/rule-titles";
import type { Alert, Operation } from "@/lib/types";
import { useSites, type Sites } from "@/lib/use-sites";
import { useLiveScope, useNow } from "@/live/live-provider";
import { usePermissions } from "@/session/use-me";
import { Icon, type IconName } from "../icon";
import { PageHead } from "../page-head";
import { BackLink, Detail, Facts, LINK, LookBadge, Section, type Fact } from "../sales/parts";
import { PrintButton } from "../table-tools";
import { TONE } from "../ui";
import { AlertChanges } from "./alert-changes";
import { AlertJournal } from "./alert-journal";
import { IncidentMembers } from "./incident-alerts";
import { ALERT_TYPES, AcknowledgeIncident, ServerWords, SeverityBadge, alertPath, incidentPath, rulePath, useRuleNames } from "./parts";

/** What an alert is about, where that has a page of its own. */
const PAGES: Readonly<Record<string, { path: string; operation: Operation }>> = {
  sale: { path: "/sale/", operation: "sales.read" }, shift: { path: "/shift/", operation: "shifts.read" }, dispute: { path: "/dispute/", operation: "disputes.read" },
};

function Callout({ icon, children }: { icon: IconName; children: string }) {
  return <p className={`mb-3 flex items-center gap-3 rounded-xl px-5 py-3 font-semibold ${TONE.info}`}><Icon name={icon} className="size-6" /><span>{children}</span></p>;
}

/** Why it is other than most. */
function Callouts({ alert, zone }: { alert: Alert; zone: string }) {
  const quiet = alert.suppression ? SUPPRESSIONS[alert.suppression] : undefined;
  const t = useTranslations("alerts");
  const n = String(alert.occurrences);
  const over = alert.cleared_at && alert.state !== "RESOLVED" ? stamp(alert.cleared_at, zone) : "";
  return (
    <>
      {alert.chattering && <Callout icon="refresh">{over ? t("cameAndWentOver", { n, time: over }) : t("cameAndWent", { n })}</Callout>}
      {!alert.chattering && over && <Callout icon="pause">{t("heldOpenOver", { time: over })}</Callout>}
      {alert.suppression && quiet && <Callout icon={quiet.icon}>{suppressionMeans(alert.suppression)}</Callout>}
    </>
  );
}

function Response({ alert }: { alert: AlertDetail }) {
  const t = useTranslations("alerts");
  return (
    <Section id="response-title" title={t("whatToDo")}>
      {alert.response ? <p data-testid="response" className="text-lg whitespace-pre-wrap [overflow-wrap:anywhere]">{alert.response}</p> : <p className="text-ink-2">{t("responseNone")}</p>}
    </Section>
  );
}

function OpenFor({ alert }: { alert: Alert }) {
  const now = useNow();
  const until = alert.resolved_at ? Date.parse(alert.resolved_at) : now;
  return <>{durationWord((until - Date.parse(alert.raised_at)) / 1000)}</>;
}

/** A sale, shift or dispute is opened from here. */
function Device({ alert: { device, site } }: { alert: Alert }) {
  const { may } = usePermissions();
  const [kind = "", id = ""] = device.split("/");
  const page = id ? PAGES[kind] : undefined;
  return page && may(page.operation, site) ? <Link href={withQuery(page.path, { id })} className={LINK}>{deviceName(device)}</Link> : <>{deviceName(device)}</>;
}

function AlertFacts({ alert, sites }: { alert: AlertDetail; sites: Sites }) {
  const t = useTranslations("alerts");
  const { may } = usePermissions();
  const zone = sites.zone(alert.site);
  const rules = useRuleNames().all;
  const name = ruleTitle(alert.rule, alert.rule_name || undefined);
  const facts: Fact[] = [
    [t("site"), may("sites.read", alert.site) ? <Link key="site" href={sitePath(alert.site)} className={LINK}>{sites.name(alert.site)}</Link> : sites.name(alert.site)],
    [t("device"), <Device key="device" alert={alert} />],
    [t("rule.one"), rules.some((rule) => rule.rule_id === alert.rule) ? <Link key="rule" href={rulePath(alert.rule)} className={LINK}>{name}</Link> : name],
    [t("lookedAfterBy"), alert.assignee || t("nobodyYet")], [t("raised"), fullStamp(alert.raised_at, zone)], [t("openFor"), <OpenFor key="open" alert={alert} />],
    ...(alert.acknowledged_at ? [[t("acknowledged"), t("timeBy", { time: fullStamp(alert.acknowledged_at, zone), name: alert.acknowledged_by })] as const] : []),
    ...(alert.resolved_at ? [[t("resolved"), t("timeEnded", { time: fullStamp(alert.resolved_at, zone), by: endedBy(alert) })] as const] : []),
    [t("came"), t("cameTimes", { count: alert.occurrences })],
    ...(alert.previous_alert_id ? [[t("before"), <Link key="before" href={alertPath(alert.previous_alert_id)} className={LINK}>{t("openBefore")}</Link>] as const] : []),
    ...(may("notifications.read") ? [[t("notifications"), <Link key="told" href={withQuery("/notifications/", { alert_id: alert.alert_id })} className={LINK}>{t("whoWasTold")}</Link>] as const] : []),
  ];
  return <Section id="facts-title" title={t("alert")}><Facts facts={facts} /></Section>;
}

/** What it is part of, and what else is. */
function OfIncident({ alert, id, zone }: { alert: Alert; id: string; zone: string }) {
  const t = useTranslations("alerts");
  const found = useQuery(incidentQuery(id)).data;
  const aside = found && !found.closed_at ? <AcknowledgeIncident incident={id} site={alert.site} /> : <Link href={incidentPath(id)} className={LINK}>{t("asList")}</Link>;
  return (
    <Section id="incident-title" title={found ? t(`incidentOf.${found.kind}`) : t("incident")} aside={aside}>
      {found && <p className="mb-2 text-ink-2">{incidentMeans(found.kind)} {found.closed_at ? t("closedAt", { time: stamp(found.closed_at, zone) }) : t("openSince", { time: stamp(found.opened_at, zone) })}</p>}
      <IncidentMembers incident={id} except={alert.alert_id} zone={zone} />
    </Section>
  );
}

function Body({ alert, sites }: { alert: AlertDetail; sites: Sites }) {
  useLiveScope([alert.site], ALERT_TYPES);
  const zone = sites.zone(alert.site);
  const title = translatedTitle(alert.rule, alert.rule_name || undefined);
  const badges = <span data-testid="alert-state" data-state={alert.state} className="flex flex-wrap gap-1.5"><SeverityBadge alert={alert} /><LookBadge look={ALERT_STATES[alert.state]} /></span>;
  return (
    <>
      <PageHead title={title ?? alert.text} aside={<>{badges}<AlertChanges alert={alert} /><PrintButton /></>}>{title && <ServerWords text={alert.text} />}</PageHead>
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
  const t = useTranslations("alerts");
  const id = useSearchParams().get("id") ?? "";
  const sites = useSites("alerts.read");
  const answer = useQuery({ ...alertDetail(id), enabled: id !== "" });
  return (
    <>
      <BackLink href="/alerts/">{t("alerts")}</BackLink>
      <Detail id={id} what="alert" answer={answer}>{(found) => <Body alert={found} sites={sites} />}</Detail>
    </>
  );
}
