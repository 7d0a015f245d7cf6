"use client";

import { useId } from "react";
import { useTranslations } from "use-intl";
import { DEVICES, FIELDS, type Field } from "@/lib/rule-fields";
import type { WhenKind } from "@/lib/rule-types";
import { KINDS, metricOf } from "@/lib/rule-words";
import { INPUT, Labelled, SelectField, TextField } from "../form";
import type { PartProps } from "./rule-basics";

interface InputProps {
  field: Field;
  /** Behind the label. */
  unit: string;
  value: string;
  error?: string;
  suggestions: readonly string[];
  onChange: (value: string) => void;
}

function Input({ field, unit, value, error, suggestions, onChange }: InputProps) {
  const t = useTranslations("alerts");
  const list = useId();
  const label = t(`field.${field.label}`) + (unit && ` (${unit})`);
  const hint = field.hint && t(`fieldHint.${field.hint}`);
  const testId = `when-${field.name}`;
  if (field.input === "choice") {
    return (
      <SelectField label={label} hint={hint} error={error} value={value} data-testid={testId} onChange={(event) => onChange(event.target.value)}>
        {field.options?.map((option) => <option key={option.value} value={option.value}>{t(`field.${option.label}`)}</option>)}
        {Object.entries(field.figures ?? {}).map(([figure, word]) => <option key={figure} value={figure}>{word}</option>)}
      </SelectField>
    );
  }
  if (field.input === "lines") {
    return <Labelled label={label} hint={hint} error={error}>{(wiring) => <textarea {...wiring} value={value} rows={2} spellCheck={false} autoCapitalize="none" data-testid={testId} onChange={(event) => onChange(event.target.value)} className={`${INPUT} py-2.5 font-mono`} />}</Labelled>;
  }
  return (
    <>
      <TextField label={label} hint={hint} error={error} value={value} data-testid={testId} list={suggestions.length > 0 ? list : undefined} onChange={(event) => onChange(event.target.value)} />
      {suggestions.length > 0 && <datalist id={list}>{suggestions.map((one) => <option key={one} value={one} />)}</datalist>}
    </>
  );
}

/** Limits of a value that has a unit say so. */
function unitOf(field: Field, values: Readonly<Record<string, string>>): string {
  return field.name === "limit" || field.name === "clear" ? metricOf((values.metric ?? "").trim()).unit : "";
}

/** What the rule looks at; each kind has its own fields. */
export function RuleWhen({ draft, wrong, onChange }: PartProps) {
  const t = useTranslations("alerts");
  const { kind, values } = draft;
  const metrics = DEVICES[(values.device ?? "").trim()] ?? [];
  return (
    <div className="space-y-4">
      <SelectField label={t("rule.kindName")} value={kind} hint={t(`kindMeans.${kind}`)} error={wrong["when."]} data-testid="when-kind" onChange={(event) => onChange({ kind: event.target.value as WhenKind })}>
        {Object.entries(KINDS).map(([value, word]) => <option key={value} value={value}>{word}</option>)}
      </SelectField>
      <div className="grid gap-4 sm:grid-cols-2">
        {FIELDS[kind].map((field) => (
          <div key={field.name} className={field.input === "lines" ? "sm:col-span-2" : "min-w-0"}>
            <Input field={field} unit={kind === "rate" ? "" : unitOf(field, values)} value={values[field.name] ?? ""} error={wrong[`when.${field.name}`]} suggestions={field.name === "metric" ? metrics : (field.suggestions ?? [])}
              onChange={(value) => onChange({ values: { ...values, [field.name]: value } })} />
          </div>
        ))}
      </div>
    </div>
  );
}
