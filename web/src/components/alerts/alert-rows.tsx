"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { texts } from "@/i18n/language";
import { ALERT_FILTERS, ANY_STATE, askedAlerts, isGrouped } from "@/lib/alert-filter";
import { alerts, openIncidents } from "@/lib/alert-queries";
import type { Incident } from "@/lib/alert-types";
import { ALERT_STATES, SEVERITIES } from "@/lib/alert-words";
import { ago, deviceName, stamp } from "@/lib/format";
import { me } from "@/lib/queries";
import { options } from "@/lib/selling-words";
import type { Alert } from "@/lib/types";
import type { Sites } from "@/lib/use-sites";
import { useNow } from "@/live/live-provider";
import { DataTable, type Column } from "../data-table";
import { Paged } from "../paged";
import { LINK, SiteFilter } from "../sales/parts";
import { FilterSelect, SearchBox, Tools, useFilter } from "../table-tools";
import { Empty } from "../ui";
import { IncidentOpener } from "./incident-alerts";
import { AcknowledgeIncident, AlertLink, AlertMarks, HandleAlert, SeverityBadge, handling, useAlertTitle, useRuleNames } from "./parts";

function Raised({ alert, zone }: { alert: Alert; zone: string }) {
  const now = useNow();
  return <><span className="font-semibold whitespace-nowrap">{ago(Date.parse(alert.raised_at), now)}</span><time dateTime={alert.raised_at} className="block text-sm whitespace-nowrap text-ink-2">{stamp(alert.raised_at, zone)}</time></>;
}

interface Shown {
  sites: Sites;
  rule: (id: string) => string;
  incidents: ReadonlyMap<string, Incident>;
  grouped: boolean;
}

function What({ alert, shown: { sites, rule, incidents, grouped } }: { alert: Alert; shown: Shown }) {
  const zone = sites.zone(alert.site);
  const said = handling(alert, zone);
  const titled = useAlertTitle(alert) !== null;
  return (
    <>
      <AlertLink alert={alert} className={`[overflow-wrap:anywhere] ${LINK}`} />
      <span className="block text-sm text-ink-2">{deviceName(alert.device)}{!titled && ` · ${rule(alert.rule)}`}</span>
      {said && <span className="block text-sm text-ink-2">{said}</span>}
      {grouped && <IncidentOpener alert={alert} incident={incidents.get(alert.incident_id ?? "")} zone={zone} />}
    </>
  );
}

/** On the row of an incident, what is acknowledged is all of it. */
function Act({ alert, shown }: { alert: Alert; shown: Shown }) {
  const raised = alert.state === "RAISED";
  const incident = alert.incident_id && shown.grouped ? shown.incidents.get(alert.incident_id) : undefined;
  if (raised && incident?.head.alert_id === alert.alert_id) return <AcknowledgeIncident incident={incident.incident_id} site={alert.site} />;
  return <HandleAlert alert={alert} action={raised ? "acknowledge" : "resolve"} />;
}

function columns(shown: Shown, site: string | undefined): readonly Column<Alert>[] {
  const { sites } = shown;
  const t = texts("alerts");
  return [
    { title: t("raised"), cell: (one) => <span data-testid={`alert-${one.alert_id}`} data-state={one.state}><Raised alert={one} zone={sites.zone(one.site)} /></span> },
    { title: t("severityName"), cell: (one) => <span className="flex flex-wrap gap-1.5"><SeverityBadge alert={one} /><AlertMarks alert={one} /></span> },
    { title: t("what"), width: "md:w-2/5", cell: (one) => <What alert={one} shown={shown} /> },
    ...(site ? [] : [{ title: t("site"), cell: (one: Alert) => sites.name(one.site) }]),
    { title: t("lookedAfterBy"), cell: (one) => one.assignee || <span className="text-ink-2">{t("nobodyYet")}</span> },
    { title: "", cell: (one) => <Act alert={one} shown={shown} /> },
  ];
}

function AlertTools({ sites }: { sites: Sites }) {
  const t = useTranslations("alerts");
  const { filter, set } = useFilter(ALERT_FILTERS);
  const rules = useRuleNames();
  const mine = useQuery(me()).data?.username;
  const states = [...options(ALERT_STATES), { value: ANY_STATE, word: t("openAndResolved") }];
  const calls = [{ value: "false", word: t("somebodyCalled") }, { value: "true", word: t("nobodyCalled") }];
  return (
    <Tools>
      <SearchBox label={t("search")} value={filter.text ?? ""} onChange={(text) => set({ text })} />
      <SiteFilter sites={sites} value={filter.site ?? ""} onChange={(site) => set({ site })} />
      <FilterSelect label={t("stateName")} all={filter.incident ? t("everyState") : t("open")} value={filter.state ?? ""} options={states} onChange={(state) => set({ state })} />
      <FilterSelect label={t("severityName")} all={t("everySeverity")} value={filter.severity ?? ""} options={options(SEVERITIES)} onChange={(severity) => set({ severity })} />
      {(rules.known || filter.rule) && <FilterSelect label={t("rule.one")} all={t("everyRule")} value={filter.rule ?? ""} options={rules.all.map(({ rule_id }) => ({ value: rule_id, word: rules.name(rule_id) }))} onChange={(rule) => set({ rule })} />}
      <FilterSelect label={t("peopleCalled")} all={t("calledOrNot")} value={filter.suppressed ?? ""} options={calls} onChange={(suppressed) => set({ suppressed })} />
      <FilterSelect label={t("lookedAfterBy")} all={t("anybodys")} value={filter.assignee ?? ""} options={mine ? [{ value: mine, word: t("mine") }] : []} onChange={(assignee) => set({ assignee })} />
    </Tools>
  );
}

function Nothing({ filtered }: { filtered: boolean }) {
  const t = useTranslations("alerts");
  if (filtered) return <Empty icon="search" title={t("noneFits")}>{t("changeFilters")}</Empty>;
  return <Empty icon="check" title={t("noOpen")}>{t("noOpenHint")}</Empty>;
}

/** The list: an incident is one row that opens. */
export function AlertRows({ sites }: { sites: Sites }) {
  const t = useTranslations("alerts");
  const { filter, set } = useFilter(ALERT_FILTERS);
  const rules = useRuleNames();
  const open = useQuery(openIncidents(filter.site)).data?.items ?? [];
  const grouped = isGrouped(filter);
  const shown: Shown = { sites, rule: rules.name, grouped, incidents: new Map(open.map((one) => [one.incident_id, one])) };
  const query = alerts({ ...askedAlerts(filter), ...(grouped && { grouped: "false" }) });
  return (
    <>
      <AlertTools sites={sites} />
      {filter.incident && <p className="mb-4 flex flex-wrap items-center gap-3">{t("oneIncident")} <button type="button" onClick={() => set({ incident: "" })} className="min-h-11 font-semibold text-accent underline">{t("showAll")}</button></p>}
      <Paged what={t("theAlerts")} query={query} empty={<Nothing filtered={Object.keys(filter).some((name) => name !== "site")} />}>
        {(rows) => <DataTable caption={t("newest")} columns={columns(shown, filter.site)} rows={rows} rowId={(one) => one.alert_id} />}
      </Paged>
    </>
  );
}
