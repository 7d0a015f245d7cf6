"use client";

import { useTranslations } from "use-intl";
import { SEVERITIES } from "@/lib/alert-words";
import { ruleIdOf, type Draft, type Wrong } from "@/lib/rule-draft";
import type { Severity } from "@/lib/types";
import { CheckField, INPUT, Labelled, SelectField, TextField } from "../form";

export interface PartProps {
  draft: Draft;
  wrong: Wrong;
  onChange: (changes: Partial<Draft>) => void;
}

export function Severities({ draft, wrong, onChange }: PartProps) {
  const t = useTranslations("alerts");
  return (
    <SelectField label={t("severityName")} value={draft.severity} error={wrong.severity} data-testid="rule-severity" onChange={(event) => onChange({ severity: event.target.value as Severity })}>
      {Object.entries(SEVERITIES).map(([value, look]) => <option key={value} value={value}>{look.word}</option>)}
    </SelectField>
  );
}

/** Name, and what people are told. A new rule gets its id once and for all. */
export function RuleBasics({ draft, wrong, onChange, isNew }: PartProps & { isNew: boolean }) {
  const t = useTranslations("alerts");
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <TextField label={t("rule.name")} value={draft.name} required maxLength={100} autoCapitalize="sentences" error={wrong.name} data-testid="rule-name" onChange={(event) => onChange({ name: event.target.value })} />
      {isNew && <TextField label={t("rule.id")} value={draft.rule_id} placeholder={ruleIdOf(draft.name)} className="placeholder:text-ink-2" maxLength={63} error={wrong.rule_id} hint={t("rule.idHint")} data-testid="rule-id" onChange={(event) => onChange({ rule_id: event.target.value })} />}
      <Severities draft={draft} wrong={wrong} onChange={onChange} />
      <div className="self-end"><CheckField label={t("rule.onEvaluated")} checked={draft.enabled} data-testid="rule-enabled" onChange={(event) => onChange({ enabled: event.target.checked })} /></div>
      <div className="sm:col-span-2">
        <TextField label={t("rule.alertSays")} value={draft.text} required maxLength={300} autoCapitalize="sentences" error={wrong.text} data-testid="rule-text" onChange={(event) => onChange({ text: event.target.value })}
          hint={t.rich("rule.textHint", { c: (words) => <code>{words}</code> })} />
      </div>
      <div className="sm:col-span-2">
        <Labelled label={t("whatToDo")} hint={t("rule.responseHint")} error={wrong.response}>
          {(wiring) => <textarea {...wiring} value={draft.response} rows={3} maxLength={2000} data-testid="rule-response" onChange={(event) => onChange({ response: event.target.value })} className={`${INPUT} py-2.5`} />}
        </Labelled>
      </div>
    </div>
  );
}
