"use client";

import { useTranslations } from "use-intl";
import { texts } from "@/i18n/language";
import { SEVERITIES } from "@/lib/alert-words";
import { NONE, localStamp } from "@/lib/format";
import { ruleVersions } from "@/lib/rule-queries";
import { ruleTitle } from "@/lib/rule-titles";
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
  const t = texts("alerts");
  const severity = SEVERITIES[rule.severity].word;
  return [
    [t("rule.name"), ruleTitle(rule.rule_id, rule.name)], [t("severityName"), rule.enabled ? severity : t("rule.severityOff", { severity })], ...whenWords(rule.when), [t("rule.where"), rule.sites.join(", ") || t("rule.everySite")],
    [t("rule.when"), scheduleWord(rule.schedule)], [t("rule.alertSays"), rule.text], [t("whatToDo"), rule.response || NONE], [t("rule.other"), overridesWord(rule) || t("rule.nowhere")],
  ];
}

/** Which facts are not as in the version before. */
function changedFacts(version: RuleVersion, before: RuleVersion | undefined): Fact[] {
  if (!version.rule) return [];
  const old = before?.rule && new Map(facts(before.rule));
  return old ? facts(version.rule).filter(([name, value]) => old.get(name) !== value) : facts(version.rule);
}

function Version({ version, before, known }: { version: RuleVersion; before: RuleVersion | undefined; known: boolean }) {
  const t = useTranslations("alerts");
  const changed = changedFacts(version, before);
  const title = before?.rule ? t("rule.whatChanged") : t("rule.whatSaid");
  const time = localStamp(version.changed_at);
  return (
    <li className="px-5 py-4" data-testid={`version-${version.version}`}>
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1"><span className="font-bold">{t("rule.versionN", { n: String(version.version) })}</span><span className="text-ink-2">{version.changed_by ? t("timeBy", { time, name: version.changed_by }) : time}</span>{!version.rule && <Badge tone="idle" icon="close">{t("rule.deleted")}</Badge>}</p>
      {version.reason && <p className="mt-1">{version.reason}</p>}
      {known && changed.length > 0 && <details className="mt-1"><summary className="min-h-11 w-fit cursor-pointer py-2.5 font-semibold text-accent">{title}</summary><Facts className="mt-2 sm:grid-cols-2" facts={changed} /></details>}
    </li>
  );
}

/** Newest first, with what each of them changed. */
export function RuleVersions({ rule }: { rule: AlertRule }) {
  const t = useTranslations("alerts");
  return (
    <Section id="versions-title" title={t("rule.versions")} flush>
      <Paged what={t("rule.theVersions")} query={ruleVersions(rule.rule_id)} empty={<Empty icon="book" title={t("rule.noVersions")} />}>
        {(rows) => <ol className="divide-y divide-line">{rows.map((one, i) => <Version key={one.version} version={one} before={rows[i + 1]} known={i + 1 < rows.length || one.version <= 1} />)}</ol>}
      </Paged>
    </Section>
  );
}
