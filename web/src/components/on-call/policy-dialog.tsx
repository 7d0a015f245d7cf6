"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { SEVERITIES } from "@/lib/alert-words";
import { policyBody, rulesOf, minutesAsSeconds, type PolicyBody } from "@/lib/document-content";
import { putPolicy } from "@/lib/on-call-actions";
import { policies } from "@/lib/on-call-queries";
import type { Policy } from "@/lib/on-call-types";
import { fieldProblems } from "@/lib/problem";
import { options } from "@/lib/selling-words";
import type { Severity } from "@/lib/types";
import { useAction } from "@/lib/use-action";
import { CheckField, TextField } from "../form";
import { DocumentForm, type Head } from "../notifications/document-form";
import { Fault } from "../notifications/document-parts";
import { faultAt } from "./contacts-editor";
import { StepsEditor } from "./steps-editor";

const SHORTEST_S = 60;
const FIELDS = ["severities", "rules", "steps", "repeat_every_s", "repeats"];

interface Wish extends Head {
  body: PolicyBody;
}

function useSave(onClose: () => void) {
  const client = useQueryClient();
  return useAction(({ id, version, name, sites, enabled, body }: Wish) => putPolicy(id, { name, sites, enabled, ...body }, version), {
    onSuccess: () => client.invalidateQueries({ queryKey: ["policies"] }).then(onClose),
  });
}

function Severities({ value, onChange }: { value: readonly Severity[]; onChange: (value: Severity[]) => void }) {
  const t = useTranslations("calls");
  const toggle = (one: Severity) => onChange(value.includes(one) ? value.filter((other) => other !== one) : [...value, one]);
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1 font-semibold">{t("policy.severities")}</legend>
      <div className="flex flex-wrap gap-x-6">{options(SEVERITIES).map((one) => <CheckField key={one.value} label={one.word} checked={value.includes(one.value as Severity)} onChange={() => toggle(one.value as Severity)} />)}</div>
      {value.length === 0 && <p className="text-sm text-ink-2">{t("policy.anySeverity")}</p>}
    </fieldset>
  );
}

interface FieldsProps {
  body: PolicyBody;
  wrong: Record<string, string>;
  onChange: (changes: Partial<PolicyBody>) => void;
}

function RepeatFields({ body, wrong, onChange }: FieldsProps) {
  const t = useTranslations("calls");
  const [every, setEvery] = useState(String(body.repeat_every_s / 60));
  const type = (minutes: string) => {
    setEvery(minutes);
    const seconds = minutesAsSeconds(minutes);
    // What is no time yet is not kept: the field may be gone when the form is sent.
    if (seconds >= SHORTEST_S) onChange({ repeat_every_s: seconds });
  };
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <TextField label={t("policy.again")} type="number" min={0} max={100} required value={String(body.repeats)} error={wrong.repeats} hint={t("policy.againHint")} onChange={(event) => onChange({ repeats: Number(event.target.value) })} />
      {body.repeats > 0 && <TextField label={t("policy.everyMinutes")} type="number" min={1} max={10_080} step="any" required value={every} error={wrong.repeat_every_s} onChange={(event) => type(event.target.value)} />}
    </div>
  );
}

export function PolicyDialog({ policy, onClose }: { policy: Policy | null; onClose: () => void }) {
  const t = useTranslations("calls");
  const [body, setBody] = useState(() => policyBody(policy));
  const [rules, setRules] = useState(() => body.rules.join(", "));
  const set = (changes: Partial<PolicyBody>) => setBody({ ...body, ...changes });
  const taken = (useQuery(policies()).data?.items ?? []).map((one) => one.id);
  const save = useSave(onClose);
  const wrong = fieldProblems(save.error);
  return (
    <DocumentForm what="policy" document={policy} taken={taken} operation="on_call.manage" busy={save.isPending} error={save.error} onClose={onClose}
      shows={(field) => FIELDS.includes(field.split(".")[0] ?? "")} onSave={(head) => save.mutate({ ...head, body: { ...body, rules: rulesOf(rules) } })}>
      <Severities value={body.severities} onChange={(severities) => set({ severities })} />
      <Fault>{wrong.severities}</Fault>
      <TextField label={t("policy.forRules")} value={rules} onChange={(event) => setRules(event.target.value)} placeholder="tank_*, site_dark" error={faultAt(wrong, "rules")} hint={t("policy.forRulesHint")} className="placeholder:text-ink-2" />
      <StepsEditor value={body.steps} wrong={wrong} onChange={(steps) => set({ steps })} />
      <RepeatFields body={body} wrong={wrong} onChange={set} />
      <CheckField checked={body.tell_end} onChange={(event) => set({ tell_end: event.target.checked })} label={t("policy.tellEnd")} />
    </DocumentForm>
  );
}
