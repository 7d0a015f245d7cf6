"use client";

import Link from "next/link";
import { SEVERITIES } from "@/lib/alert-words";
import type { CsvColumn } from "@/lib/csv";
import { localStamp } from "@/lib/format";
import { rules } from "@/lib/rule-queries";
import type { AlertRule } from "@/lib/rule-types";
import { whenSummary } from "@/lib/rule-words";
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

const STATES = [{ value: "true", word: "On" }, { value: "false", word: "Off" }];

function Where({ rule, sites }: { rule: AlertRule; sites: Sites }) {
  const exceptions = new Set(rule.overrides.map((one) => one.site)).size;
  return <>{sitesWord(rule.sites, sites)}{exceptions > 0 && <span className="block text-sm text-ink-2">otherwise at {exceptions} {exceptions === 1 ? "site" : "sites"}</span>}</>;
}

function columns(sites: Sites): readonly Column<AlertRule>[] {
  return [
    { title: "Rule", cell: (one) => <><Link href={rulePath(one.rule_id)} data-testid={`rule-${one.rule_id}`} className={LINK}>{one.name}</Link><span className="block text-sm text-ink-2 [overflow-wrap:anywhere]">{one.rule_id}</span></> },
    { title: "Severity", cell: (one) => <LookBadge look={SEVERITIES[one.severity]} /> },
    { title: "State", cell: (one) => <span className="flex flex-wrap gap-1.5"><OnBadge enabled={one.enabled} />{(one.origin === "OWN" || one.modified) && <OriginBadge rule={one} />}</span> },
    { title: "Looks at", width: "md:w-1/3", cell: (one) => <span className="[overflow-wrap:anywhere]">{whenSummary(one.when)}</span> },
    { title: "Where", cell: (one) => <Where rule={one} sites={sites} /> },
    { title: "Changed", width: "max-lg:hidden", cell: (one) => <><span className="whitespace-nowrap">{localStamp(one.changed_at)}</span>{one.changed_by && <span className="block text-sm text-ink-2">{one.changed_by}</span>}</> },
  ];
}

/** `/rules?site=…&search=…&enabled=true` */
export function RulesPage() {
  const sites = useSites("alert_rules.read");
  const { may } = usePermissions();
  const { filter, set } = useFilter(["site", "search", "enabled"]);
  const create = may("alert_rules.manage") && <FormLink href={NEW_RULE} icon="plus" primary testId="rule-new">New rule</FormLink>;
  return (
    <>
      <AlertTabs />
      <PageHead title="Rules" aside={<><ListFiles name="rules" query={rules(filter)} columns={FILE} />{create}</>}>What raises alerts, how severe they are, and where it is otherwise.</PageHead>
      <Tools>
        <SearchBox label="Search name or id" value={filter.search ?? ""} onChange={(search) => set({ search })} />
        <SiteFilter sites={sites} value={filter.site ?? ""} onChange={(site) => set({ site })} />
        <FilterSelect label="State" all="On and off" value={filter.enabled ?? ""} options={STATES} onChange={(enabled) => set({ enabled })} />
      </Tools>
      <Paged what="The rules" query={rules(filter)} empty={<Empty icon="search" title="No such rule">Change the filters, or make a rule for it.</Empty>}>
        {(rows) => <DataTable caption="Rules, by their id" columns={columns(sites)} rows={rows} rowId={(one) => one.rule_id} />}
      </Paged>
      <DeletedRules />
    </>
  );
}
