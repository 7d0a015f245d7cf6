"use client";

import { SEVERITIES } from "@/lib/alert-words";
import { localStamp } from "@/lib/format";
import { ruleVersions } from "@/lib/rule-queries";
import type { AlertRule, RuleVersion } from "@/lib/rule-types";
import { overrideWords, scheduleWord, whenWords } from "@/lib/rule-words";
import { Paged } from "../paged";
import { Facts, Section, type Fact } from "../sales/parts";
import { Badge, Empty } from "../ui";

type Rule = NonNullable<RuleVersion["rule"]>;

function overridesWord({ overrides, when }: Rule): string {
  return overrides.map((one) => `${[one.site, one.device].filter(Boolean).join(" ")}: ${overrideWords(one, when).join(", ")}`).join("; ");
}

function facts(rule: Rule): Fact[] {
  return [
    ["Name", rule.name], ["Severity", `${SEVERITIES[rule.severity].word}${rule.enabled ? "" : ", off"}`], ...whenWords(rule.when), ["Where", rule.sites.join(", ") || "every site"],
    ["When", scheduleWord(rule.schedule)], ["The alert says", rule.text], ["What to do", rule.response || "–"], ["Otherwise", overridesWord(rule) || "nowhere"],
  ];
}

/** Which facts are not as in the version before. */
function changedFacts(version: RuleVersion, before: RuleVersion | undefined): Fact[] {
  if (!version.rule) return [];
  const old = before?.rule && new Map(facts(before.rule));
  return old ? facts(version.rule).filter(([name, value]) => old.get(name) !== value) : facts(version.rule);
}

function Version({ version, before, known }: { version: RuleVersion; before: RuleVersion | undefined; known: boolean }) {
  const changed = changedFacts(version, before);
  const title = before?.rule ? "What changed" : "What it said";
  return (
    <li className="px-5 py-4" data-testid={`version-${version.version}`}>
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1"><span className="font-bold">Version {version.version}</span><span className="text-ink-2">{localStamp(version.changed_at)}{version.changed_by && ` by ${version.changed_by}`}</span>{!version.rule && <Badge tone="idle" icon="close">Deleted</Badge>}</p>
      {version.reason && <p className="mt-1">{version.reason}</p>}
      {known && changed.length > 0 && <details className="mt-1"><summary className="min-h-11 w-fit cursor-pointer py-2.5 font-semibold text-accent">{title}</summary><Facts className="mt-2 sm:grid-cols-2" facts={changed} /></details>}
    </li>
  );
}

/** Newest first, with what each of them changed. */
export function RuleVersions({ rule }: { rule: AlertRule }) {
  return (
    <Section id="versions-title" title="Versions" flush>
      <Paged what="The versions" query={ruleVersions(rule.rule_id)} empty={<Empty icon="book" title="No versions are kept" />}>
        {(rows) => <ol className="divide-y divide-line">{rows.map((one, i) => <Version key={one.version} version={one} before={rows[i + 1]} known={i + 1 < rows.length || one.version <= 1} />)}</ol>}
      </Paged>
    </Section>
  );
}
