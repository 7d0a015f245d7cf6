"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { useTranslations } from "use-intl";
import { isProblem } from "@/lib/problem";
import { wallClock } from "@/lib/ranges";
import { createSilence } from "@/lib/rule-actions";
import type { Wrong } from "@/lib/rule-draft";
import { ruleTitle } from "@/lib/rule-titles";
import type { NewSilence as Wish } from "@/lib/rule-types";
import { readSilence, refusedSilence, type SilenceDraft } from "@/lib/silence-draft";
import { LASTING, SILENCE_KINDS } from "@/lib/silence-words";
import { useAction } from "@/lib/use-action";
import { useSites } from "@/lib/use-sites";
import { useNow } from "@/live/live-provider";
import { usePermissions } from "@/session/use-me";
import { useRuleNames } from "../alerts/parts";
import { Dialog, DialogButtons } from "../dialog";
import { CheckField, FormError, INPUT, Labelled, SelectField, Submit, TextField } from "../form";
import { Segments } from "../segments";
import { SiteChoice } from "../site-choice";

interface PartProps {
  draft: SilenceDraft;
  wrong: Wrong;
  onChange: (changes: Partial<SilenceDraft>) => void;
}

const KINDS = ["SILENCE", "MAINTENANCE"] as const;

/** Which alerts. */
function What({ draft, wrong, onChange }: PartProps) {
  const t = useTranslations("alerts");
  const rules = useRuleNames();
  const known = draft.rule === "" || rules.all.some((one) => one.rule_id === draft.rule);
  return (
    <>
      <SelectField label={t("rule.one")} value={draft.rule} error={wrong.rule} data-testid="silence-rule" onChange={(event) => onChange({ rule: event.target.value })}>
        <option value="">{t("silence.anyRule")}</option>
        {!known && <option value={draft.rule}>{rules.name(draft.rule)}</option>}
        {rules.all.map((one) => <option key={one.rule_id} value={one.rule_id}>{ruleTitle(one.rule_id, one.name)}</option>)}
      </SelectField>
      <TextField label={t("device")} value={draft.device} error={wrong.device} hint={t("silence.deviceHint")} data-testid="silence-device" onChange={(event) => onChange({ device: event.target.value })} />
      <CheckField label={t("silence.criticalToo")} checked={draft.critical} data-testid="silence-critical" onChange={(event) => onChange({ critical: event.target.checked })} />
    </>
  );
}

/** From and until, as the clock of the time zone shows it. */
function Times({ draft, wrong, onChange, timeZone }: PartProps & { timeZone: string }) {
  const t = useTranslations("alerts");
  const now = wallClock(timeZone, useNow(60_000));
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <TextField label={t("silence.from")} type="datetime-local" value={draft.from} min={now} error={wrong.starts_at} hint={t("silence.fromHint", { zone: timeZone })} data-testid="silence-from" onChange={(event) => onChange({ from: event.target.value.slice(0, 16) })} />
      <div className="space-y-4">
        <SelectField label={t("silence.lasts")} value={draft.lasting} error={draft.lasting ? wrong.ends_at : undefined} data-testid="silence-lasting" onChange={(event) => onChange({ lasting: event.target.value })}>
          {LASTING.map((hours) => <option key={hours} value={hours}>{t(`lasting.${hours}`)}</option>)}
          <option value="">{t("silence.untilTime")}</option>
        </SelectField>
        {draft.lasting === "" && <TextField label={t("silence.until")} type="datetime-local" value={draft.until} min={draft.from || now} required error={wrong.ends_at} data-testid="silence-until" onChange={(event) => onChange({ until: event.target.value.slice(0, 16) })} />}
      </div>
    </div>
  );
}

function Fields({ draft, wrong, onChange }: PartProps) {
  const t = useTranslations("alerts");
  const { mayEverywhere } = usePermissions();
  const sites = useSites("silences.manage");
  const zone = sites.zone(draft.sites.length === 1 ? draft.sites[0] : undefined);
  return (
    <>
      <div>
        <Segments label={t("silence.kindName")} value={draft.kind} options={KINDS.map((value) => ({ value, word: SILENCE_KINDS[value] }))} onChange={(kind) => onChange({ kind })} />
        <p className="mt-1.5 text-sm text-ink-2">{t(`silenceMeans.${draft.kind}`)}</p>
      </div>
      <div className="grid grid-cols-1 gap-4 sm:grid-cols-2">
        <SiteChoice sites={sites} mayEverywhere={mayEverywhere("silences.manage")} everywhere={draft.everywhere} chosen={draft.sites} error={wrong.sites} onChange={(everywhere, chosen) => onChange({ everywhere, sites: chosen })} />
        <div className="space-y-4"><What draft={draft} wrong={wrong} onChange={onChange} /></div>
      </div>
      <Times draft={draft} wrong={wrong} onChange={onChange} timeZone={zone} />
      <Labelled label={t("why")} error={wrong.reason}>
        {(wiring) => <textarea {...wiring} value={draft.reason} required rows={2} maxLength={500} data-testid="silence-reason" onChange={(event) => onChange({ reason: event.target.value })} className={`${INPUT} py-2.5`} />}
      </Labelled>
    </>
  );
}

interface Props {
  /** Filled in at the beginning; empty for none. */
  site: string;
  rule: string;
  device: string;
  onClose: () => void;
}

export function NewSilence({ site, rule, device, onClose }: Props) {
  const t = useTranslations("alerts");
  const client = useQueryClient();
  const zones = useSites("silences.manage");
  const [draft, setDraft] = useState<SilenceDraft>(() => ({ kind: "SILENCE", everywhere: false, sites: site ? [site] : [], rule, device, critical: false, reason: "", from: "", lasting: "1", until: "" }));
  const [unreadable, setUnreadable] = useState<Wrong>({});
  const create = useAction((asked: { draft: SilenceDraft; wish: Wish }, key) => createSilence(asked.wish, key), { onSuccess: () => client.invalidateQueries({ queryKey: ["silences"] }).then(onClose) });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const { wish, wrong } = readSilence(draft, zones.zone(draft.sites.length === 1 ? draft.sites[0] : undefined), Date.now());
    setUnreadable(wrong);
    // Pressed again after no answer came it is the same wish, with the same end.
    const before = isProblem(create.error) && create.error.uncertain && create.variables?.draft === draft ? create.variables : null;
    if (Object.keys(wrong).length === 0) create.mutate(before ?? { draft, wish });
  };
  const refused = refusedSilence(create.error);
  return (
    <Dialog title={t("silence.title")} onClose={onClose} wide testId="silence-dialog">
      <form onSubmit={submit} noValidate className="space-y-5">
        <Fields draft={draft} wrong={{ ...refused.wrong, ...unreadable }} onChange={(changes) => setDraft((old) => ({ ...old, ...changes }))} />
        <FormError error={create.error} shown={refused.shown} />
        <DialogButtons onCancel={onClose}><Submit busy={create.isPending} busyText={t("oneMoment")} testId="silence-save">{draft.kind === "SILENCE" ? t("silence.silence") : t("silence.begin")}</Submit></DialogButtons>
      </form>
    </Dialog>
  );
}
