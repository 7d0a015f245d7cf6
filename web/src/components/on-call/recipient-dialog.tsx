"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { recipientBody, type RecipientBody } from "@/lib/document-content";
import { channels } from "@/lib/notification-queries";
import { putRecipient } from "@/lib/on-call-actions";
import { recipients, userChoices } from "@/lib/on-call-queries";
import type { Recipient } from "@/lib/on-call-types";
import { fieldProblems } from "@/lib/problem";
import { useAction } from "@/lib/use-action";
import { usePermissions } from "@/session/use-me";
import { SelectField } from "../form";
import { DocumentForm, type Head } from "../notifications/document-form";
import { ContactsEditor } from "./contacts-editor";
import { ZoneField } from "./parts";
import { QuietEditor } from "./quiet-editor";

const FIELDS = ["time_zone", "user_id", "contacts", "quiet"];
const here = () => Intl.DateTimeFormat().resolvedOptions().timeZone;

interface Wish extends Head {
  body: RecipientBody;
}

function useSave(onClose: () => void) {
  const client = useQueryClient();
  return useAction(({ id, version, name, sites, enabled, body }: Wish) => putRecipient(id, { name, sites, enabled, ...body }, version), {
    onSuccess: () => client.invalidateQueries({ queryKey: ["recipients"] }).then(onClose),
  });
}

/** Whose devices Web Push reaches. */
function UserField({ value, error, onChange }: { value: string; error?: string; onChange: (user_id: string) => void }) {
  const t = useTranslations("calls");
  const { may } = usePermissions();
  const users = useQuery({ ...userChoices(), enabled: may("users.read") }).data?.items ?? [];
  const known = value === "" || users.some((user) => user.user_id === value);
  return (
    <SelectField label={t("recipient.user")} value={value} error={error} hint={t("recipient.userHint")} onChange={(event) => onChange(event.target.value)} data-testid="recipient-user">
      <option value="">{t("recipient.nobody")}</option>
      {!known && <option value={value}>{value}</option>}
      {users.map((user) => <option key={user.user_id} value={user.user_id}>{user.display_name} ({user.username})</option>)}
    </SelectField>
  );
}

export function RecipientDialog({ recipient, onClose }: { recipient: Recipient | null; onClose: () => void }) {
  const [body, setBody] = useState(() => recipientBody(recipient, here()));
  const set = (changes: Partial<RecipientBody>) => setBody({ ...body, ...changes });
  const ways = useQuery(channels()).data?.items ?? [];
  const taken = (useQuery(recipients()).data?.items ?? []).map((one) => one.id);
  const save = useSave(onClose);
  const wrong = fieldProblems(save.error);
  return (
    <DocumentForm what="recipient" document={recipient} taken={taken} operation="on_call.manage" busy={save.isPending} error={save.error} onClose={onClose}
      shows={(field) => FIELDS.includes(field.split(".")[0] ?? "")} onSave={(head) => save.mutate({ ...head, body })}>
      <ContactsEditor value={body.contacts} channels={ways} wrong={wrong} onChange={(contacts) => set({ contacts })} />
      <UserField value={body.user_id} error={wrong.user_id} onChange={(user_id) => set({ user_id })} />
      <QuietEditor value={body.quiet} wrong={wrong} onChange={(quiet) => set({ quiet })} />
      <ZoneField value={body.time_zone} error={wrong.time_zone} onChange={(time_zone) => set({ time_zone })} />
    </DocumentForm>
  );
}
