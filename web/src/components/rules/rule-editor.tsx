"use client";

import { useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState, type FormEvent } from "react";
import { isProblem } from "@/lib/problem";
import { putRule } from "@/lib/rule-actions";
import { draftOf, namedRule, newDraft, readDraft, refused, ruleIdOf, type Draft, type Wrong } from "@/lib/rule-draft";
import { rule as ruleQuery } from "@/lib/rule-queries";
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
  const [draft, setDraft] = useState(initial);
  const [reason, setReason] = useState("");
  const [unreadable, setUnreadable] = useState<Wrong>({});
  const save = useSave(version);
  const trial = useTrial();
  const isNew = version === 0;
  const rule_id = initial.rule_id || draft.rule_id.trim() || ruleIdOf(draft.name);
  const { wish, wrong: unread } = readDraft(draft, reason.trim());
  const wrong = rule_id === "" ? { ...unread, name: "A name is needed." } : unread;
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
  const { save, reason, setReason, saveRefused, taken } = editing;
  return (
    <div className="space-y-4">
      <TextField label="Why" value={reason} maxLength={300} autoCapitalize="sentences" hint="For whoever reads the versions." error={saveRefused.wrong.reason} data-testid="rule-reason" onChange={(event) => setReason(event.target.value)} />
      <FormError error={taken ? null : save.error} shown={saveRefused.shown} />
      <p role="alert" className="font-semibold text-bad-ink">{(taken || Object.keys({ ...saveRefused.wrong, ...editing.unreadable }).length > 0) && "See what is said beside the fields."}</p>
      <div className="flex flex-wrap items-center gap-4"><Submit busy={save.isPending} busyText="Saving…" testId="rule-save">Save</Submit><Link href={back} className={`inline-flex min-h-11 items-center ${LINK}`}>Cancel</Link></div>
    </div>
  );
}

function Editor(props: EditorProps) {
  const editing = useEditor(props);
  const sites = useSites("alert_rules.read");
  const { draft, change, trial, isNew, readable, rule } = editing;
  const wrong = { ...editing.trialRefused.wrong, ...editing.saveRefused.wrong, ...(editing.taken && { rule_id: "There is a rule with this id already." }), ...editing.unreadable };
  const part = { draft, wrong, onChange: change };
  return (
    <form onSubmit={editing.submit} noValidate className="grid grid-cols-1 gap-6" data-testid="rule-form">
      <Section id="basics-title" title="What it tells"><RuleBasics {...part} isNew={isNew} /></Section>
      <Section id="when-title" title="What it looks at"><RuleWhen {...part} /></Section>
      <Section id="where-title" title="Where and when"><RuleWhere {...part} /></Section>
      <Section id="try-title" title="Try it before you save it"><DryRun sites={sites} trial={trial} rule={() => (readable() ? rule : null)} changed={editing.changedSinceTrial} /></Section>
      <Section id="save-title" title={isNew ? "Make the rule" : "Save the change"}><SaveButtons editing={editing} back={props.back} /></Section>
    </form>
  );
}

/** Keeps the version that was there when the editing began. */
export function EditRule({ rule }: { rule: AlertRule }) {
  const [first] = useState(rule);
  const manage = useMayAtAll("alert_rules.manage")(first.sites);
  if (!manage) return <Empty icon="lock" title="You cannot change this rule">It looks at sites where you do not manage rules. What is otherwise at your own sites is on the rule&apos;s page.</Empty>;
  return (
    <>
      <PageHead title={`Edit: ${first.name}`}>{first.origin === "LIBRARY" && !first.modified ? "A ready rule. Once it is changed, updates of the platform leave it as it is." : "It holds within seconds of being saved."}</PageHead>
      <Editor initial={draftOf(first)} version={first.version} back={rulePath(first.rule_id)} />
    </>
  );
}

export function NewRule() {
  const { may, sitesOf } = usePermissions();
  const [first] = useState(() => sitesOf("alert_rules.manage")?.[0] ?? "");
  if (!may("alert_rules.manage")) return <Empty icon="lock" title="You cannot make rules" />;
  return (
    <>
      <BackLink href="/rules/">Rules</BackLink>
      <PageHead title="New rule">It holds within seconds of being saved.</PageHead>
      <Editor initial={newDraft(first)} version={0} back="/rules/" />
    </>
  );
}
