"use client";

import Link from "next/link";
import { useTranslations } from "use-intl";
import { texts } from "@/i18n/language";
import { SEVERITIES } from "@/lib/alert-words";
import type { CsvColumn } from "@/lib/csv";
import { localStamp } from "@/lib/format";
import { rules } from "@/lib/rule-queries";
import { ruleTitle } from "@/lib/rule-titles";
import type { AlertRule } from "@/lib/rule-types";
import { whenLine, whenSummary } from "@/lib/rule-words";
import { useSites, type Sites } from "@/lib/use-sites";
import { usePermissions } from "@/session/use-me";
import { DataTable, type Column } from "../data-table";
import { AlertTabs, PageHead } from "../page-head";
import { Paged } from "../paged";
import { LINK, LookBadge, SiteFilter } from "../sales/parts";
import { ListFiles, FilterSelect, SearchBox, Tools, useFilter } from "../table-tools";
import { Empty } from "../ui";
import { DeletedRules } from "./deleted-rules";
import { FormLink, NEW_RULE, OnBadge, OriginBadge, rulePath, sitesWord } from "./rule-parts";

const FILE: readonly CsvColumn<AlertRule>[] = [
  { title: "rule_id", value: (one) => one.rule_id }, { title: "name", value: (one) => one.name }, { title: "severity", value: (one) => one.severity }, { title: "enabled", value: (one) => one.enabled },
  { title: "looks_at", value: (one) => whenSummary(one.when) }, { title: "sites", value: (one) => one.sites.join("; ") }, { title: "overrides", value: (one) => one.overrides.length },
  { title: "origin", value: (one) => one.origin }, { title: "modified", value: (one) => one.modified }, { title: "version", value: (one) => one.version },
  { title: "changed_at", value: (one) => one.changed_at }, { title: "changed_by", value: (one) => one.changed_by }, { title: "text", value: (one) => one.text }, { title: "response", value: (one) => one.response },
];

function Where({ rule, sites }: { rule: AlertRule; sites: Sites }) {
  const t = useTranslations("alerts");
  const exceptions = new Set(rule.overrides.map((one) => one.site)).size;
  return <>{sitesWord(rule.sites, sites)}{exceptions > 0 && <span className="block text-sm text-ink-2">{t("rule.otherAt", { count: exceptions })}</span>}</>;
}

function columns(sites: Sites): readonly Column<AlertRule>[] {
  const t = texts("alerts");
  return [
    { title: t("rule.one"), cell: (one) => <><Link href={rulePath(one.rule_id)} data-testid={`rule-${one.rule_id}`} className={LINK}>{ruleTitle(one.rule_id, one.name)}</Link><span className="block text-sm text-ink-2 [overflow-wrap:anywhere]">{one.rule_id}</span></> },
    { title: t("severityName"), cell: (one) => <LookBadge look={SEVERITIES[one.severity]} /> },
    { title: t("stateName"), cell: (one) => <span className="flex flex-wrap gap-1.5"><OnBadge enabled={one.enabled} />{(one.origin === "OWN" || one.modified) && <OriginBadge rule={one} />}</span> },
    { title: t("rule.looksAt"), width: "md:w-1/3", cell: (one) => <span className="[overflow-wrap:anywhere]">{whenLine(one.when)}</span> },
    { title: t("rule.where"), cell: (one) => <Where rule={one} sites={sites} /> },
    { title: t("rule.changed"), width: "max-lg:hidden", cell: (one) => <><span className="whitespace-nowrap">{localStamp(one.changed_at)}</span>{one.changed_by && <span className="block text-sm text-ink-2">{one.changed_by}</span>}</> },
  ];
}

/** `/rules?site=…&search=…&enabled=true` */
export function RulesPage() {
  const t = useTranslations("alerts");
  const sites = useSites("alert_rules.read");
  const { may } = usePermissions();
  const { filter, set } = useFilter(["site", "search", "enabled"]);
  const states = [{ value: "true", word: t("rule.on") }, { value: "false", word: t("rule.off") }];
  const create = may("alert_rules.manage") && <FormLink href={NEW_RULE} icon="plus" primary testId="rule-new">{t("rule.new")}</FormLink>;
  return (
    <>
      <AlertTabs />
      <PageHead title={t("rule.rules")} aside={<><ListFiles name="rules" query={rules(filter)} columns={FILE} />{create}</>}>{t("rule.intro")}</PageHead>
      <Tools>
        <SearchBox label={t("rule.search")} value={filter.search ?? ""} onChange={(search) => set({ search })} />
        <SiteFilter sites={sites} value={filter.site ?? ""} onChange={(site) => set({ site })} />
        <FilterSelect label={t("stateName")} all={t("rule.onAndOff")} value={filter.enabled ?? ""} options={states} onChange={(enabled) => set({ enabled })} />
      </Tools>
      <Paged what={t("rule.theRules")} query={rules(filter)} empty={<Empty icon="search" title={t("rule.none")}>{t("rule.noneHint")}</Empty>}>
        {(rows) => <DataTable caption={t("rule.byId")} columns={columns(sites)} rows={rows} rowId={(one) => one.rule_id} />}
      </Paged>
      <DeletedRules />
    </>
  );
}
