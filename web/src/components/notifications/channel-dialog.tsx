"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { channelBody, configProblems, freshConfig, movesAway, withSecret, type ChannelBody } from "@/lib/document-content";
import { putChannel } from "@/lib/notification-actions";
import { channels } from "@/lib/notification-queries";
import type { Channel, ChannelKind } from "@/lib/notification-types";
import { CHANNEL_KINDS, kindMeans } from "@/lib/notification-words";
import { fieldProblems } from "@/lib/problem";
import { useAction } from "@/lib/use-action";
import { SelectField, TextField } from "../form";
import { ChannelFields } from "./channel-fields";
import { DocumentForm, type Head } from "./document-form";
import { Secret } from "./secret-field";

const KINDS = Object.entries(CHANNEL_KINDS) as [ChannelKind, (typeof CHANNEL_KINDS)[ChannelKind]][];

interface Wish extends Head {
  body: ChannelBody;
}

function useSave(onClose: () => void) {
  const client = useQueryClient();
  return useAction(({ id, version, name, sites, enabled, body }: Wish) => putChannel(id, { name, sites, enabled, ...body }, version), {
    onSuccess: () => client.invalidateQueries({ queryKey: ["channels"] }).then(onClose),
  });
}

/** A new channel, or one that exists; its kind stays as it is then. */
export function ChannelDialog({ channel, onClose }: { channel: Channel | null; onClose: () => void }) {
  const t = useTranslations("calls");
  const [body, setBody] = useState(() => channelBody(channel));
  const [secret, setSecret] = useState("");
  const taken = (useQuery(channels()).data?.items ?? []).map((one) => one.id);
  const save = useSave(onClose);
  const { kind } = body.config;
  const wrong = configProblems(fieldProblems(save.error));
  const choose = (next: ChannelKind) => {
    setSecret("");
    setBody({ ...body, config: freshConfig(next) });
  };
  const submit = (head: Head) => save.mutate({ ...head, body: { ...body, config: withSecret(body.config, secret) } });
  return (
    <DocumentForm what="channel" document={channel} taken={taken} operation="channels.manage" busy={save.isPending} error={save.error} onSave={submit} onClose={onClose}
      shows={(field) => field === "per_minute" || field.startsWith("config.")}>
      <SelectField label={t("kind")} value={kind} disabled={channel !== null} onChange={(event) => choose(event.target.value as ChannelKind)} data-testid="channel-kind" hint={kindMeans(kind)}>
        {KINDS.map(([value, words]) => <option key={value} value={value}>{words.word}</option>)}
      </SelectField>
      <ChannelFields config={body.config} wrong={wrong} onChange={(config) => setBody({ ...body, config })} />
      <Secret kind={kind} value={secret} kept={channel?.has_secret ?? false} again={movesAway(channel?.config, body.config)} wrong={wrong} onChange={setSecret} />
      <TextField label={t("channels.most")} type="number" min={1} max={6000} required value={String(body.per_minute)} error={wrong.per_minute} hint={t("channels.mostHint")}
        onChange={(event) => setBody({ ...body, per_minute: Number(event.target.value) })} />
    </DocumentForm>
  );
}
