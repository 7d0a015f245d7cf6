"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { useTranslations } from "use-intl";
import { SEVERITIES } from "@/lib/alert-words";
import { NOTHING_OTHERWISE, overridable, overrideDraftOf, readOverrides, refusedOverrides, type OverrideDraft } from "@/lib/override-draft";
import { fieldProblems } from "@/lib/problem";
import { setOverrides } from "@/lib/rule-actions";
import type { Wrong } from "@/lib/rule-draft";
import { ruleTitle } from "@/lib/rule-titles";
import type { AlertRule, Otherwise } from "@/lib/rule-types";
import { useAction } from "@/lib/use-action";
import { Dialog, DialogButtons } from "../dialog";
import { FormError, SelectField, Submit, TextField, textOf } from "../form";
import { Icon } from "../icon";
import { Button } from "../ui";

interface RowProps {
  number: number;
  draft: OverrideDraft;
  rule: AlertRule;
  wrong: Wrong;
  onChange: (draft: OverrideDraft) => void;
  onRemove: () => void;
}

/** One device, or all of them. An empty field is as the rule says. */
function Row({ number, draft, rule, wrong, onChange, onRemove }: RowProps) {
  const t = useTranslations("alerts");
  const error = (name: string) => wrong[`${number}.${name}`];
  return (
    <li>
      <fieldset className="min-w-0 rounded-lg border border-line p-4">
        <legend className="px-1 font-semibold">{draft.device || t("rule.allDevices")}</legend>
        <div className="grid gap-4 sm:grid-cols-2">
          {overridable(rule.when).map(({ name, label }) => (
            <TextField key={name} label={label} value={draft[name]} hint={name === "device" || name === "for_s" ? t(`rule.overrideHint.${name}`) : undefined} error={error(name)} placeholder={name === "device" ? "" : t("rule.asRule")} className="placeholder:text-ink-2" onChange={(event) => onChange({ ...draft, [name]: event.target.value })} />
          ))}
          <SelectField label={t("rule.evaluated")} value={draft.enabled} error={error("enabled")} onChange={(event) => onChange({ ...draft, enabled: event.target.value })}>
            <option value="">{t("rule.asRuleIs", { value: rule.enabled ? t("when.switchedOn") : t("when.switchedOff") })}</option><option value="true">{t("rule.on")}</option><option value="false">{t("rule.off")}</option>
          </SelectField>
          <SelectField label={t("severityName")} value={draft.severity} error={error("severity")} onChange={(event) => onChange({ ...draft, severity: event.target.value })}>
            <option value="">{t("rule.asRuleIs", { value: SEVERITIES[rule.severity].word })}</option>
            {Object.entries(SEVERITIES).map(([value, look]) => <option key={value} value={value}>{look.word}</option>)}
          </SelectField>
        </div>
        <p className="mt-3 text-right"><Button onClick={onRemove} aria-label={draft.device ? t("rule.removeFor", { device: draft.device }) : t("rule.removeForAll")}><Icon name="close" />{t("rule.remove")}</Button></p>
      </fieldset>
    </li>
  );
}

function useOverrides({ rule, site, onClose }: Omit<Props, "siteName">) {
  const client = useQueryClient();
  const [version] = useState(rule.version);
  const save = useAction(({ overrides, reason }: { overrides: Otherwise[]; reason: string }) => setOverrides({ rule_id: rule.rule_id, site, version }, overrides, reason), {
    onSuccess: () => Promise.all([["rule", rule.rule_id], ["rule-versions", rule.rule_id], ["rules"]].map((queryKey) => client.invalidateQueries({ queryKey }))).then(onClose),
  });
  return { save, refused: refusedOverrides(save.error, rule.overrides.filter((one) => one.site !== site).length) };
}

interface Props {
  rule: AlertRule;
  site: string;
  siteName: string;
  onClose: () => void;
}

export function OverrideDialog({ rule, site, siteName, onClose }: Props) {
  const t = useTranslations("alerts");
  const { save, refused } = useOverrides({ rule, site, onClose });
  const [rows, setRows] = useState<readonly OverrideDraft[]>(() => {
    const there = rule.overrides.filter((one) => one.site === site).map(overrideDraftOf);
    return there.length > 0 ? there : [NOTHING_OTHERWISE];
  });
  const [unreadable, setUnreadable] = useState<Wrong>({});
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const { overrides, wrong } = readOverrides(rows, rule.when);
    setUnreadable(wrong);
    if (Object.keys(wrong).length === 0) save.mutate({ overrides, reason: textOf(new FormData(event.currentTarget), "reason") });
  };
  return (
    <Dialog title={t("rule.titleAt", { rule: ruleTitle(rule.rule_id, rule.name), site: siteName })} onClose={onClose} wide testId="override-dialog">
      <form onSubmit={submit} noValidate className="space-y-4">
        {rows.length === 0 && <p className="text-ink-2">{t("rule.nothingOtherwise")}</p>}
        <ul className="space-y-4">
          {rows.map((draft, i) => <Row key={i} number={i} draft={draft} rule={rule} wrong={{ ...refused.wrong, ...unreadable }} onChange={(next) => setRows(rows.map((one, at) => (at === i ? next : one)))} onRemove={() => setRows(rows.filter((_, at) => at !== i))} />)}
        </ul>
        <Button onClick={() => setRows([...rows, NOTHING_OTHERWISE])}><Icon name="plus" />{t("rule.anotherDevice")}</Button>
        <TextField label={t("why")} name="reason" maxLength={300} autoCapitalize="sentences" hint={t("rule.whyHint")} error={fieldProblems(save.error).reason} data-testid="override-reason" />
        <FormError error={save.error} shown={[...refused.shown, "reason"]} />
        <DialogButtons onCancel={onClose}><Submit busy={save.isPending} busyText={t("rule.saving")} testId="override-save">{t("rule.save")}</Submit></DialogButtons>
      </form>
    </Dialog>
  );
}
