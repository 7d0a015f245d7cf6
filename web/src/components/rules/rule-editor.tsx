"use client";

import { useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState, type FormEvent } from "react";
import { useTranslations } from "use-intl";
import { isProblem } from "@/lib/problem";
import { putRule } from "@/lib/rule-actions";
import { draftOf, namedRule, newDraft, readDraft, refused, ruleIdOf, type Draft, type Wrong } from "@/lib/rule-draft";
import { rule as ruleQuery } from "@/lib/rule-queries";
import { ruleTitle } from "@/lib/rule-titles";
import type { AlertRule, RuleWish } from "@/lib/rule-types";
import { useAction } from "@/lib/use-action";
import { useSites } from "@/lib/use-sites";
import { usePermissions } from "@/session/use-me";
import { FormError, Submit, TextField } from "../form";
import { PageHead } from "../page-head";
import { BackLink, LINK, Section } from "../sales/parts";
import { Empty } from "../ui";
import { DryRun, useTrial } from "./dry-run";
import { RuleBasics } from "./rule-basics";
import { rulePath, useMayAtAll } from "./rule-parts";
import { RuleWhen } from "./rule-when";
import { RuleWhere } from "./rule-where";

/** `version` 0: it must not be there yet. */
function useSave(version: number) {
  const client = useQueryClient();
  const router = useRouter();
  return useAction(({ rule_id, ...wish }: RuleWish & { rule_id: string }) => putRule(rule_id, wish, version), {
    onSuccess: (saved) => {
      client.setQueryData(ruleQuery(saved.rule_id).queryKey, saved);
      void client.invalidateQueries({ queryKey: ["rules"] });
      void client.invalidateQueries({ queryKey: ["rule-versions", saved.rule_id] });
      router.replace(rulePath(saved.rule_id));
    },
  });
}

interface EditorProps {
  initial: Draft;
  version: number;
  back: string;
}

function useEditor({ initial, version }: EditorProps) {
  const t = useTranslations("alerts");
  const [draft, setDraft] = useState(initial);
  const [reason, setReason] = useState("");
  const [unreadable, setUnreadable] = useState<Wrong>({});
  const save = useSave(version);
  const trial = useTrial();
  const isNew = version === 0;
  const rule_id = initial.rule_id || draft.rule_id.trim() || ruleIdOf(draft.name);
  const { wish, wrong: unread } = readDraft(draft, reason.trim());
  const wrong = rule_id === "" ? { ...unread, name: t("rule.nameNeeded") } : unread;
  const taken = isNew && isProblem(save.error, "PreconditionFailed");
  const rule = namedRule({ ...wish, rule_id });
  /** Whether everything in it can be read; else it says beside the fields what cannot. */
  const readable = () => {
    setUnreadable(wrong);
    return Object.keys(wrong).length === 0;
  };
  return {
    draft, reason, setReason, save, trial, isNew, readable, rule, taken, saveRefused: refused(save.error, draft.kind), trialRefused: refused(trial.error, draft.kind), unreadable,
    change: (changes: Partial<Draft>) => setDraft((old) => ({ ...old, ...changes })),
    changedSinceTrial: JSON.stringify(trial.variables?.rule) !== JSON.stringify(rule),
    submit: (event: FormEvent<HTMLFormElement>) => {
      event.preventDefault();
      if (readable()) save.mutate({ ...wish, rule_id });
    },
  };
}

type Editing = ReturnType<typeof useEditor>;

function SaveButtons({ editing, back }: { editing: Editing; back: string }) {
  const t = useTranslations("alerts");
  const common = useTranslations("common");
  const { save, reason, setReason, saveRefused, taken } = editing;
  return (
    <div className="space-y-4">
      <TextField label={t("why")} value={reason} maxLength={300} autoCapitalize="sentences" hint={t("rule.whyHint")} error={saveRefused.wrong.reason} data-testid="rule-reason" onChange={(event) => setReason(event.target.value)} />
      <FormError error={taken ? null : save.error} shown={saveRefused.shown} />
      <p role="alert" className="font-semibold text-bad-ink">{(taken || Object.keys({ ...saveRefused.wrong, ...editing.unreadable }).length > 0) && t("rule.seeFields")}</p>
      <div className="flex flex-wrap items-center gap-4"><Submit busy={save.isPending} busyText={t("rule.saving")} testId="rule-save">{t("rule.save")}</Submit><Link href={back} className={`inline-flex min-h-11 items-center ${LINK}`}>{common("cancel")}</Link></div>
    </div>
  );
}

function Editor(props: EditorProps) {
  const t = useTranslations("alerts");
  const editing = useEditor(props);
  const sites = useSites("alert_rules.read");
  const { draft, change, trial, isNew, readable, rule } = editing;
  const wrong = { ...editing.trialRefused.wrong, ...editing.saveRefused.wrong, ...(editing.taken && { rule_id: t("rule.idTaken") }), ...editing.unreadable };
  const part = { draft, wrong, onChange: change };
  return (
    <form onSubmit={editing.submit} noValidate className="grid grid-cols-1 gap-6" data-testid="rule-form">
      <Section id="basics-title" title={t("rule.whatTells")}><RuleBasics {...part} isNew={isNew} /></Section>
      <Section id="when-title" title={t("rule.whatLooksAt")}><RuleWhen {...part} /></Section>
      <Section id="where-title" title={t("rule.whereWhen")}><RuleWhere {...part} /></Section>
      <Section id="try-title" title={t("rule.tryBefore")}><DryRun sites={sites} trial={trial} rule={() => (readable() ? rule : null)} changed={editing.changedSinceTrial} /></Section>
      <Section id="save-title" title={isNew ? t("rule.make") : t("rule.saveChange")}><SaveButtons editing={editing} back={props.back} /></Section>
    </form>
  );
}

/** Keeps the version that was there when the editing began. */
export function EditRule({ rule }: { rule: AlertRule }) {
  const t = useTranslations("alerts");
  const [first] = useState(rule);
  const manage = useMayAtAll("alert_rules.manage")(first.sites);
  if (!manage) return <Empty icon="lock" title={t("rule.cannotChange")}>{t("rule.cannotChangeHint")}</Empty>;
  return (
    <>
      <PageHead title={t("rule.editTitle", { name: ruleTitle(first.rule_id, first.name) })}>{first.origin === "LIBRARY" && !first.modified ? t("rule.readyHint") : t("rule.holdsSoon")}</PageHead>
      <Editor initial={draftOf(first)} version={first.version} back={rulePath(first.rule_id)} />
    </>
  );
}

export function NewRule() {
  const t = useTranslations("alerts");
  const { may, sitesOf } = usePermissions();
  const [first] = useState(() => sitesOf("alert_rules.manage")?.[0] ?? "");
  if (!may("alert_rules.manage")) return <Empty icon="lock" title={t("rule.cannotMake")} />;
  return (
    <>
      <BackLink href="/rules/">{t("rule.rules")}</BackLink>
      <PageHead title={t("rule.new")}>{t("rule.holdsSoon")}</PageHead>
      <Editor initial={newDraft(first)} version={0} back="/rules/" />
    </>
  );
}
