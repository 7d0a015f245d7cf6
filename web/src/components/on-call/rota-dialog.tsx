"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { rotaBody, type RotaBody } from "@/lib/document-content";
import { putRota } from "@/lib/on-call-actions";
import { recipients, rotas } from "@/lib/on-call-queries";
import type { Rota } from "@/lib/on-call-types";
import { turnsFrom } from "@/lib/on-call-words";
import { fieldProblems } from "@/lib/problem";
import { today } from "@/lib/ranges";
import { useAction } from "@/lib/use-action";
import { useNow } from "@/live/live-provider";
import { TextField } from "../form";
import { DocumentForm, type Head } from "../notifications/document-form";
import { MembersEditor } from "./members-editor";
import { ZoneField } from "./parts";

const FIELDS = ["time_zone", "members", "first_day", "handover", "turn_days"];
const AHEAD = 4;
const here = () => Intl.DateTimeFormat().resolvedOptions().timeZone;

interface Wish extends Head {
  body: RotaBody;
}

function useSave(onClose: () => void) {
  const client = useQueryClient();
  return useAction(({ id, version, name, sites, enabled, body }: Wish) => putRota(id, { name, sites, enabled, ...body }, version), {
    onSuccess: () => Promise.all(["rotas", "rota", "duties"].map((key) => client.invalidateQueries({ queryKey: [key] }))).then(onClose),
  });
}

function known(zone: string): boolean {
  return Intl.supportedValuesOf("timeZone").includes(zone) || zone === "UTC";
}

/** What the turns would be: seen before it is saved. */
function Preview({ body, name }: { body: RotaBody; name: (id: string) => string }) {
  const t = useTranslations("calls");
  const now = useNow(60_000);
  const turns = turnsFrom(body, today(known(body.time_zone) ? body.time_zone : "UTC", now), AHEAD);
  if (turns.length === 0) return null;
  return (
    <div role="status" className="rounded-lg bg-sunken px-4 py-3">
      <p className="font-semibold">{t("rota.preview")}</p>
      <ol>{turns.map((turn) => <li key={turn.day} className="flex flex-wrap justify-between gap-x-4"><span>{name(turn.member)}</span><span className="text-ink-2">{t("rota.previewFrom", { day: turn.day, time: body.handover })}</span></li>)}</ol>
    </div>
  );
}

interface FieldsProps {
  body: RotaBody;
  wrong: Record<string, string>;
  onChange: (changes: Partial<RotaBody>) => void;
}

function TurnFields({ body, wrong, onChange }: FieldsProps) {
  const t = useTranslations("calls");
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <TextField label={t("rota.firstDay")} type="date" required value={body.first_day} error={wrong.first_day} hint={t("rota.firstDayHint")} onChange={(event) => onChange({ first_day: event.target.value })} />
      <TextField label={t("rota.handover")} type="time" required value={body.handover} error={wrong.handover} onChange={(event) => onChange({ handover: event.target.value })} />
      <TextField label={t("rota.turnDays")} type="number" min={1} max={28} required value={String(body.turn_days)} error={wrong.turn_days} onChange={(event) => onChange({ turn_days: Number(event.target.value) })} />
      <div><ZoneField value={body.time_zone} error={wrong.time_zone} onChange={(time_zone) => onChange({ time_zone })} /></div>
    </div>
  );
}

export function RotaDialog({ rota, onClose }: { rota: Rota | null; onClose: () => void }) {
  const now = useNow(60_000);
  const [body, setBody] = useState(() => rotaBody(rota, here(), today(here(), now)));
  const set = (changes: Partial<RotaBody>) => setBody({ ...body, ...changes });
  const people = useQuery(recipients()).data?.items ?? [];
  const taken = (useQuery(rotas()).data?.items ?? []).map((one) => one.id);
  const save = useSave(onClose);
  const wrong = fieldProblems(save.error);
  const name = (id: string) => people.find((one) => one.id === id)?.name ?? id;
  return (
    <DocumentForm what="rota" document={rota} taken={taken} operation="on_call.manage" busy={save.isPending} error={save.error} onClose={onClose}
      shows={(field) => FIELDS.includes(field.split(".")[0] ?? "")} onSave={(head) => save.mutate({ ...head, body })}>
      <MembersEditor value={body.members} people={people} wrong={wrong} onChange={(members) => set({ members })} />
      <TurnFields body={body} wrong={wrong} onChange={set} />
      <Preview body={body} name={name} />
    </DocumentForm>
  );
}
