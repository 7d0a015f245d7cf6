"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { useTranslations } from "use-intl";
import { stamp } from "@/lib/format";
import { addStandIn, removeStandIn } from "@/lib/on-call-actions";
import { recipients } from "@/lib/on-call-queries";
import type { NewStandIn, RotaDetail, StandIn } from "@/lib/on-call-types";
import { standInSpan } from "@/lib/on-call-words";
import { fieldProblems } from "@/lib/problem";
import { wallClock } from "@/lib/ranges";
import { useAction } from "@/lib/use-action";
import { useNow } from "@/live/live-provider";
import { Confirm, Dialog, DialogButtons } from "../dialog";
import { FormError, SelectField, Submit, TextField, textOf } from "../form";
import { Icon } from "../icon";
import { useMayChange } from "../notifications/document-parts";
import { Section } from "../sales/parts";
import { Button } from "../ui";

const DAY_MS = 86_400_000;

function useRotaChanged(id: string) {
  const client = useQueryClient();
  return () => Promise.all([["rota", id], ["duties", id]].map((queryKey) => client.invalidateQueries({ queryKey })));
}

function Who({ error }: { error?: string }) {
  const t = useTranslations("calls");
  const people = useQuery(recipients()).data?.items ?? [];
  return (
    <SelectField label={t("standIn.who")} name="recipient" required error={error} defaultValue="" data-testid="stand-in-who">
      <option value="">{t("choose")}</option>
      {people.map((one) => <option key={one.id} value={one.id}>{one.name}</option>)}
    </SelectField>
  );
}

function StandInForm({ rota, onClose }: { rota: RotaDetail; onClose: () => void }) {
  const t = useTranslations("calls");
  const now = useNow(60_000);
  const changed = useRotaChanged(rota.id);
  const [skipped, setSkipped] = useState(false);
  const add = useAction((wish: NewStandIn, key) => addStandIn(rota.id, wish, key), { onSuccess: () => changed().then(onClose) });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const span = standInSpan(textOf(data, "from").slice(0, 16), textOf(data, "until").slice(0, 16), rota.time_zone);
    setSkipped(!span);
    if (span) add.mutate({ ...span, recipient: textOf(data, "recipient"), reason: textOf(data, "reason") });
  };
  const wrong = fieldProblems(add.error);
  const wall = (ms: number) => wallClock(rota.time_zone, ms);
  return (
    <form onSubmit={submit} className="space-y-4">
      <Who error={wrong.recipient} />
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField label={t("standIn.from")} name="from" type="datetime-local" required defaultValue={wall(now)} hint={rota.time_zone} error={wrong.starts_at} />
        <TextField label={t("standIn.until")} name="until" type="datetime-local" required defaultValue={wall(now + DAY_MS)} hint={t("standIn.longest")} error={skipped ? t("standIn.skipped") : wrong.ends_at} />
      </div>
      <TextField label={t("standIn.why")} name="reason" maxLength={200} autoCapitalize="sentences" placeholder={t("standIn.whyLike")} error={wrong.reason} className="placeholder:text-ink-2" />
      <FormError error={add.error} shown={["recipient", "starts_at", "ends_at", "reason"]} />
      <DialogButtons onCancel={onClose}><Submit busy={add.isPending} busyText={t("saving")} testId="stand-in-save">{t("save")}</Submit></DialogButtons>
    </form>
  );
}

interface RowProps {
  rota: RotaDetail;
  standIn: StandIn;
  name: (id: string) => string;
  change: boolean;
}

function Row({ rota, standIn, name, change }: RowProps) {
  const t = useTranslations("calls");
  const changed = useRotaChanged(rota.id);
  const remove = useAction((id: string) => removeStandIn(rota.id, id), { onSuccess: changed });
  return (
    <li className="flex flex-wrap items-center justify-between gap-3 border-t border-line px-5 py-3 first:border-t-0">
      <span className="min-w-0">
        <span className="font-semibold [overflow-wrap:anywhere]">{name(standIn.recipient)}</span>
        <span className="block text-sm text-ink-2">{t("onCall.fromTo", { from: stamp(standIn.starts_at, rota.time_zone), to: stamp(standIn.ends_at, rota.time_zone) })}</span>
        <span className="block text-sm text-ink-2 [overflow-wrap:anywhere]">{standIn.reason ? t("byWhy", { reason: standIn.reason, name: standIn.made_by }) : t("by", { name: standIn.made_by })}</span>
      </span>
      {change && (
        <Confirm text={t("remove")} title={t("standIn.removeAsk", { name: name(standIn.recipient) })} busy={remove.isPending} error={remove.error} onConfirm={(close) => remove.mutate(standIn.override_id, { onSuccess: close })} onClosed={remove.reset}>
          {t("standIn.removeHint")}
        </Confirm>
      )}
    </li>
  );
}

/** Who is on call instead for a time, whoever's turn it is. */
export function StandIns({ rota, name }: { rota: RotaDetail; name: (id: string) => string }) {
  const t = useTranslations("calls");
  const [open, setOpen] = useState(false);
  const change = useMayChange("on_call.manage")(rota);
  return (
    <Section id="stand-ins-title" title={t("standIn.title")} flush aside={change && <Button onClick={() => setOpen(true)} data-testid="stand-in-new"><Icon name="plus" />{t("standIn.add")}</Button>}>
      {rota.overrides.length === 0 && <p className="p-5 text-ink-2">{t("standIn.none")}</p>}
      <ul>{rota.overrides.map((one) => <Row key={one.override_id} rota={rota} standIn={one} name={name} change={change} />)}</ul>
      {open && <Dialog title={t("standIn.of", { rota: rota.name })} onClose={() => setOpen(false)}><StandInForm rota={rota} onClose={() => setOpen(false)} /></Dialog>}
    </Section>
  );
}
