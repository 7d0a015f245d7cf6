"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useId, useState } from "react";
import { useTranslations } from "use-intl";
import { texts } from "@/i18n/language";
import { alertsOfIncident } from "@/lib/alert-queries";
import type { Incident } from "@/lib/alert-types";
import { ALERT_STATES, INCIDENT_KINDS, inLine } from "@/lib/alert-words";
import { deviceName, stamp } from "@/lib/format";
import type { Alert } from "@/lib/types";
import { Icon } from "../icon";
import { LINK } from "../sales/parts";
import { Failure, Skeletons } from "../ui";
import { AlertLink, SeverityBadge, incidentPath } from "./parts";

function Member({ alert, zone }: { alert: Alert; zone: string }) {
  return (
    <li data-testid={`member-${alert.alert_id}`} className="flex flex-wrap items-start gap-x-3 gap-y-1 py-2.5">
      <SeverityBadge alert={alert} />
      <div className="min-w-0 flex-1 basis-48">
        <AlertLink alert={alert} className={`[overflow-wrap:anywhere] ${LINK}`} />
        <p className="text-sm text-ink-2">{deviceName(alert.device)} · {stamp(alert.raised_at, zone)} · {inLine(ALERT_STATES[alert.state].word)}</p>
      </div>
    </li>
  );
}

interface MembersProps {
  incident: string;
  /** The one beside which they are shown. */
  except: string;
  zone: string;
}

/** The other alerts of an incident. */
export function IncidentMembers({ incident, except, zone }: MembersProps) {
  const t = useTranslations("alerts");
  const answer = useQuery(alertsOfIncident(incident));
  if (answer.isPending) return <Skeletons count={2} className="mb-2 h-10" label={t("loadingIncident")} />;
  if (!answer.data) return <Failure error={answer.error} what={t("theIncidentAlerts")} onRetry={() => void answer.refetch()} />;
  const others = answer.data.items.filter((alert) => alert.alert_id !== except);
  if (others.length === 0) return <p className="py-2 text-ink-2">{t("noOthers")}</p>;
  return (
    <>
      <ul className="divide-y divide-line">{others.map((alert) => <Member key={alert.alert_id} alert={alert} zone={zone} />)}</ul>
      {answer.data.next_cursor && <Link href={incidentPath(incident)} className={`inline-flex min-h-11 items-center ${LINK}`}>{t("showAllOfThem")}</Link>}
    </>
  );
}

function countWord(incident: Incident | undefined): string {
  const t = texts("alerts");
  return incident ? t("incidentMore", { kind: INCIDENT_KINDS[incident.kind], count: incident.alerts }) : t("incidentAlerts");
}

interface OpenerProps {
  alert: Alert;
  /** Not known when it is closed. */
  incident: Incident | undefined;
  zone: string;
}

/** Opens the row of an incident, which is that of its head; a silenced alert may be part of one too. */
export function IncidentOpener({ alert, incident, zone }: OpenerProps) {
  const [open, setOpen] = useState(false);
  const id = useId();
  if (!alert.incident_id || (incident && incident.head.alert_id !== alert.alert_id)) return null;
  return (
    <div className="mt-1">
      <button type="button" aria-expanded={open} aria-controls={id} onClick={() => setOpen(!open)} data-testid={`incident-${alert.incident_id}`} className="flex min-h-11 items-center gap-1.5 rounded text-left font-semibold text-accent">
        <Icon name="down" className={`size-5 transition-transform motion-reduce:transition-none ${open ? "rotate-180" : ""}`} /><span className="underline">{countWord(incident)}</span>
      </button>
      <div id={id}>{open && <div className="border-l-3 border-line-strong pl-3"><IncidentMembers incident={alert.incident_id} except={alert.alert_id} zone={zone} /></div>}</div>
    </div>
  );
}
