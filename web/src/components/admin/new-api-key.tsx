"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { useTranslations } from "use-intl";
import { createApiKey } from "@/lib/actions";
import { grantOf, type GrantDraft } from "@/lib/grants";
import { fieldProblems } from "@/lib/problem";
import { OPERATIONS } from "@/lib/roles";
import { useAction } from "@/lib/use-action";
import { useNow } from "@/live/live-provider";
import { Dialog, DialogButtons } from "../dialog";
import { CheckField, FormError, Submit, TextField, textOf } from "../form";
import { Once } from "../once";
import { Button } from "../ui";
import { GrantsEditor } from "../users/grants-editor";

const DAY_MS = 86_400_000;
const LONGEST_DAYS = 729;

function dayOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}

function Done({ name, secret, onClose }: { name: string; secret: string; onClose: () => void }) {
  const t = useTranslations("people");
  return (
    <div className="space-y-4">
      <Once label={t("keys.secret", { name })} value={secret} testId="api-key-secret" />
      <p className="text-ink-2">{t.rich("keys.secretText", { c: (words) => <code className="font-semibold">{words}</code> })}</p>
      <p className="text-right"><Button primary onClick={onClose}>{t("done")}</Button></p>
    </div>
  );
}

function Narrowing() {
  const t = useTranslations("people");
  return (
    <details>
      <summary className="inline-flex min-h-11 items-center font-semibold text-accent underline">{t("keys.narrow")}</summary>
      <p className="text-sm text-ink-2">{t("keys.narrowText")}</p>
      <div className="mt-1 grid gap-x-4 rounded-lg border border-line px-3 py-1 sm:grid-cols-2">
        {OPERATIONS.map((operation) => <CheckField key={operation} name="operations" value={operation} label={<code>{operation}</code>} />)}
      </div>
    </details>
  );
}

export function NewApiKey({ onClose }: { onClose: () => void }) {
  const t = useTranslations("people");
  const client = useQueryClient();
  const now = useNow(60_000);
  const [grants, setGrants] = useState<GrantDraft[]>([{ role: "auditor", reach: "everything", where: "" }]);
  const create = useAction(createApiKey, { onSuccess: () => client.invalidateQueries({ queryKey: ["api-keys"] }) });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const operations = OPERATIONS.filter((operation) => data.getAll("operations").includes(operation));
    // The last moment of the chosen day, in the reader's time zone.
    const expires = new Date(`${textOf(data, "expires_at")}T23:59:59`).toISOString();
    create.mutate({ name: textOf(data, "name"), grants: grants.map(grantOf), expires_at: expires, operations });
  };
  const wrong = fieldProblems(create.error);
  const ofGrants = Object.keys(wrong).find((field) => field.startsWith("grants"));
  return (
    <Dialog title={create.data ? t("keys.ready") : t("keys.newTitle")} onClose={onClose} wide>
      {create.data ? <Done name={create.data.api_key.name} secret={create.data.secret} onClose={onClose} /> : (
        <form onSubmit={submit} className="space-y-4">
          <div className="grid gap-4 sm:grid-cols-2">
            <TextField label={t("name")} name="name" data-testid="api-key-name" required maxLength={100} placeholder={t("keys.example")} error={wrong.name} />
            <TextField label={t("keys.until")} name="expires_at" type="date" required min={dayOf(now)} max={dayOf(now + LONGEST_DAYS * DAY_MS)} defaultValue={dayOf(now + 90 * DAY_MS)} error={wrong.expires_at} />
          </div>
          <GrantsEditor value={grants} onChange={setGrants} error={ofGrants && wrong[ofGrants]} />
          <Narrowing />
          <FormError error={create.error} shown={["name", "expires_at", ...(ofGrants ? [ofGrants] : [])]} />
          <DialogButtons onCancel={onClose}><Submit busy={create.isPending} busyText={t("creating")} testId="api-key-create">{t("keys.create")}</Submit></DialogButtons>
        </form>
      )}
    </Dialog>
  );
}
