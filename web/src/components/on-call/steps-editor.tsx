"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { minutesAsSeconds } from "@/lib/document-content";
import { channels } from "@/lib/notification-queries";
import { tellsItself } from "@/lib/notification-words";
import { recipients, rotas } from "@/lib/on-call-queries";
import type { Step, Target } from "@/lib/on-call-types";
import { TARGET_KINDS } from "@/lib/on-call-words";
import { options } from "@/lib/selling-words";
import { INPUT } from "../form";
import { Icon } from "../icon";
import { Fault } from "../notifications/document-parts";
import { Button } from "../ui";
import { faultAt } from "./contacts-editor";
import { RowButton } from "./parts";

const MOST_STEPS = 10;
const MOST_TARGETS = 20;
const NEXT_AFTER_S = 600;
const LONGEST_MIN = 1440;

type Choices = Record<Target["kind"], readonly { id: string; name: string }[]>;

/** Whom a step can tell: a channel only where it has an address of its own. */
function useChoices(): Choices {
  return {
    RECIPIENT: useQuery(recipients()).data?.items ?? [],
    ROTA: useQuery(rotas()).data?.items ?? [],
    CHANNEL: (useQuery(channels()).data?.items ?? []).filter(tellsItself),
  };
}

interface TargetProps {
  target: Target;
  choices: Choices;
  /** Its number and that of its step. */
  place: { target: string; step: string };
  fault?: string;
  onChange: (target: Target) => void;
  onRemove?: () => void;
}

function TargetRow({ target, choices, place, fault, onChange, onRemove }: TargetProps) {
  const t = useTranslations("calls");
  const offered = choices[target.kind];
  const known = target.id === "" || offered.some((one) => one.id === target.id);
  return (
    <li>
      <div className="flex flex-wrap items-center gap-2">
        <select aria-label={t("policy.kindOf", place)} value={target.kind} onChange={(event) => onChange({ kind: event.target.value as Target["kind"], id: "" })} className={`${INPUT} w-auto min-w-0 flex-1 basis-40`}>
          {options(TARGET_KINDS).map((one) => <option key={one.value} value={one.value}>{one.word}</option>)}
        </select>
        <select aria-label={t("policy.whoIs", place)} required value={target.id} aria-invalid={fault ? true : undefined} onChange={(event) => onChange({ ...target, id: event.target.value })} data-testid="step-target" className={`${INPUT} w-auto min-w-0 flex-1 basis-40`}>
          <option value="">{offered.length === 0 ? t("policy.noneYet") : t("choose")}</option>
          {!known && <option value={target.id}>{target.id}</option>}
          {offered.map((one) => <option key={one.id} value={one.id}>{one.name}</option>)}
        </select>
        {onRemove && <RowButton label={t("policy.removeTarget", place)} icon="close" onPress={onRemove} />}
      </div>
      <Fault>{fault}</Fault>
    </li>
  );
}

/** Minutes as they are typed; seconds as they are kept. */
function After({ step, number, onChange }: { step: Step; number: number; onChange: (after_s: number) => void }) {
  const t = useTranslations("calls");
  const [text, setText] = useState(String(step.after_s / 60));
  const type = (minutes: string) => {
    setText(minutes);
    onChange(minutesAsSeconds(minutes));
  };
  return (
    <label className="flex items-center gap-2">
      <span>{t("policy.afterWord")}</span>
      <input type="number" aria-label={t("policy.minutesBefore", { number: String(number) })} min={0} max={LONGEST_MIN} step="any" required value={text} onChange={(event) => type(event.target.value)} data-testid="step-after" className={`${INPUT} max-w-28`} />
      <span>{t("policy.min")}</span>
    </label>
  );
}

interface StepProps {
  step: Step;
  number: number;
  choices: Choices;
  wrong: Record<string, string>;
  onChange: (step: Step) => void;
  onRemove?: () => void;
}

function StepRow({ step, number, choices, wrong, onChange, onRemove }: StepProps) {
  const t = useTranslations("calls");
  const path = `steps.${number - 1}`;
  const targets = (next: Target[]) => onChange({ ...step, targets: next });
  return (
    <li className="space-y-2 rounded-lg bg-sunken p-2.5">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <span className="flex flex-wrap items-center gap-3"><span className="font-semibold">{t("policy.step", { number: String(number) })}</span><After step={step} number={number} onChange={(after_s) => onChange({ ...step, after_s })} /></span>
        {onRemove && <RowButton label={t("policy.removeStep", { number: String(number) })} icon="close" onPress={onRemove} />}
      </div>
      <Fault>{wrong[`${path}.after_s`]}</Fault>
      <ul className="space-y-2">
        {step.targets.map((target, i) => (
          <TargetRow key={i} target={target} choices={choices} place={{ target: String(i + 1), step: String(number) }} fault={faultAt(wrong, `${path}.targets.${i}`)} onChange={(changed) => targets(step.targets.map((one, at) => (at === i ? changed : one)))}
            onRemove={step.targets.length > 1 ? () => targets(step.targets.filter((_, at) => at !== i)) : undefined} />
        ))}
      </ul>
      {step.targets.length < MOST_TARGETS && <Button onClick={() => targets([...step.targets, { kind: "RECIPIENT", id: "" }])}><Icon name="plus" />{t("policy.tellAnother")}</Button>}
    </li>
  );
}

interface Props {
  value: readonly Step[];
  wrong: Record<string, string>;
  onChange: (value: Step[]) => void;
}

/** Who is told, and who next while nobody acknowledges it. */
export function StepsEditor({ value, wrong, onChange }: Props) {
  const t = useTranslations("calls");
  const choices = useChoices();
  // A step keeps its own text of minutes, so that one that is removed does not leave it to the next.
  const [keys, setKeys] = useState(() => value.map((_, i) => i));
  const add = () => {
    setKeys([...keys, Math.max(-1, ...keys) + 1]);
    onChange([...value, { after_s: (value.at(-1)?.after_s ?? 0) + NEXT_AFTER_S, targets: [{ kind: "RECIPIENT", id: "" }] }]);
  };
  const remove = (at: number) => {
    setKeys(keys.filter((_, i) => i !== at));
    onChange(value.filter((_, i) => i !== at));
  };
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1 font-semibold">{t("policy.steps")}</legend>
      <p className="mb-2 text-sm text-ink-2">{t("policy.stepsHint")}</p>
      <ol className="mb-2 space-y-2">
        {value.map((step, i) => <StepRow key={keys[i]} step={step} number={i + 1} choices={choices} wrong={wrong} onChange={(changed) => onChange(value.map((one, at) => (at === i ? changed : one)))} onRemove={value.length > 1 ? () => remove(i) : undefined} />)}
      </ol>
      {value.length < MOST_STEPS && <Button onClick={add} data-testid="step-add"><Icon name="plus" />{t("policy.addStep")}</Button>}
      <Fault>{wrong.steps}</Fault>
    </fieldset>
  );
}
