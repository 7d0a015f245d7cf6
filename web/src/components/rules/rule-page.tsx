"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { useRouter, useSearchParams } from "next/navigation";
import { useTranslations } from "use-intl";
import { texts } from "@/i18n/language";
import { withQuery } from "@/lib/api";
import { SEVERITIES } from "@/lib/alert-words";
import { localStamp } from "@/lib/format";
import { deleteRule } from "@/lib/rule-actions";
import { namedRule } from "@/lib/rule-draft";
import { rule as ruleQuery } from "@/lib/rule-queries";
import { ruleTitle } from "@/lib/rule-titles";
import type { AlertRule } from "@/lib/rule-types";
import { KINDS, scheduleWord, whenWords } from "@/lib/rule-words";
import { useAction } from "@/lib/use-action";
import { useSites, type Sites } from "@/lib/use-sites";
import { usePermissions } from "@/session/use-me";
import { PageHead } from "../page-head";
import { BackLink, Detail, Facts, LINK, LookBadge, Section, type Fact } from "../sales/parts";
import { ReasonDialog } from "../sales/reason-dialog";
import { DryRun, useTrial } from "./dry-run";
import { EditRule, NewRule } from "./rule-editor";
import { RuleOverrides } from "./rule-overrides";
import { ReadyAgain } from "./ready-again";
import { FormLink, OnBadge, OriginBadge, editPath, rulePath, sitesWord, useMayAtAll } from "./rule-parts";
import { RuleVersions } from "./rule-versions";

function Delete({ rule }: { rule: AlertRule }) {
  const t = useTranslations("alerts");
  const client = useQueryClient();
  const router = useRouter();
  const remove = useAction((reason: string) => deleteRule(rule.rule_id, reason), {
    onSuccess: () => {
      router.replace("/rules/");
      return client.invalidateQueries({ queryKey: ["rules"] });
    },
  });
  return (
    <ReasonDialog text={t("rule.delete")} title={t("rule.deleteTitle", { name: ruleTitle(rule.rule_id, rule.name) })} label={t("why")} field="reason" busy={remove.isPending} error={remove.error} onSubmit={(reason, close) => remove.mutate(reason, { onSuccess: close })} onClosed={remove.reset} testId="rule-delete">
      {t("rule.deleteHint")}
    </ReasonDialog>
  );
}

function facts(rule: AlertRule, sites: Sites): Fact[] {
  const t = texts("alerts");
  const time = localStamp(rule.changed_at);
  const changed = rule.changed_by ? t("timeBy", { time, name: rule.changed_by }) : time;
  return [
    [t("rule.where"), sitesWord(rule.sites, sites)], [t("rule.when"), scheduleWord(rule.schedule)], [t("rule.version"), rule.version], [t("rule.changed"), changed], [t("rule.id"), rule.rule_id], [t("rule.itsAlerts"), <Link key="alerts" href={withQuery("/alerts/", { rule: rule.rule_id })} className={LINK}>{t("rule.itsAlertsLink")}</Link>],
  ];
}

function Says({ rule }: { rule: AlertRule }) {
  const t = useTranslations("alerts");
  return (
    <dl className="space-y-4">
      <div><dt className="text-sm text-ink-2">{t("rule.alertSays")}</dt><dd className="font-semibold [overflow-wrap:anywhere]">{rule.text}</dd></div>
      <div><dt className="text-sm text-ink-2">{t("whatToDo")}</dt><dd className="whitespace-pre-wrap">{rule.response || <span className="text-ink-2">{t("rule.nothingSaid")}</span>}</dd></div>
    </dl>
  );
}

function Try({ rule, sites }: { rule: AlertRule; sites: Sites }) {
  const t = useTranslations("alerts");
  const trial = useTrial();
  return <Section id="try-title" title={t("rule.tryOnPast")}><DryRun sites={sites} trial={trial} rule={() => namedRule(rule)} /></Section>;
}

function Body({ rule, sites }: { rule: AlertRule; sites: Sites }) {
  const t = useTranslations("alerts");
  const { may } = usePermissions();
  const manage = useMayAtAll("alert_rules.manage")(rule.sites);
  return (
    <>
      <PageHead title={ruleTitle(rule.rule_id, rule.name)} aside={<>
        <LookBadge look={SEVERITIES[rule.severity]} /><OnBadge enabled={rule.enabled} /><OriginBadge rule={rule} />
        {may("silences.manage") && <FormLink href={withQuery("/silences/", { new: 1, rule: rule.rule_id })} icon="mute">{t("rule.silence")}</FormLink>}
        {manage && <><FormLink href={editPath(rule.rule_id)} icon="swap" primary testId="rule-edit">{t("rule.edit")}</FormLink><ReadyAgain rule={rule} /><Delete rule={rule} /></>}
      </>} />
      <div className="grid grid-cols-1 items-start gap-6 lg:grid-cols-2">
        <Section id="when-title" title={KINDS[rule.when.kind]}><Facts facts={whenWords(rule.when)} className="" /></Section>
        <Section id="says-title" title={t("rule.whatTells")}><Says rule={rule} /></Section>
        <Section id="facts-title" title={t("rule.one")}><Facts facts={facts(rule, sites)} /></Section>
        <RuleOverrides rule={rule} sites={sites} />
      </div>
      <div className="mt-6 grid grid-cols-1 gap-6">
        {may("alert_rules.manage") && <Try rule={rule} sites={sites} />}
        <RuleVersions rule={rule} />
      </div>
    </>
  );
}

/** `/rule?id=…`, `/rule?id=…&edit=1`, `/rule?new=1` */
export function RulePage() {
  const t = useTranslations("alerts");
  const params = useSearchParams();
  const id = params.get("id") ?? "";
  const sites = useSites("alert_rules.read");
  const answer = useQuery({ ...ruleQuery(id), enabled: id !== "" });
  if (id === "" && params.get("new")) return <NewRule />;
  const edit = params.get("edit") !== null;
  return (
    <>
      <BackLink href={edit ? rulePath(id) : "/rules/"}>{edit ? t("rule.one") : t("rule.rules")}</BackLink>
      <Detail id={id} what="rule" answer={answer}>{(rule) => (edit ? <EditRule rule={rule} /> : <Body rule={rule} sites={sites} />)}</Detail>
    </>
  );
}
