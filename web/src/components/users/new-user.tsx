"use client";

import { useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { useState, type FormEvent } from "react";
import { useTranslations } from "use-intl";
import { createUser } from "@/lib/actions";
import { grantOf, type GrantDraft } from "@/lib/grants";
import { fieldProblems } from "@/lib/problem";
import { useAction } from "@/lib/use-action";
import { Dialog, DialogButtons } from "../dialog";
import { FormError, Submit, TextField, textOf } from "../form";
import { Once } from "../once";
import { Button } from "../ui";
import { GrantsEditor } from "./grants-editor";
import { userPath } from "./user-parts";

type Created = Awaited<ReturnType<typeof createUser>>;

function Done({ created, onClose }: { created: Created; onClose: () => void }) {
  const t = useTranslations("people");
  const { user, initial_password: password } = created;
  return (
    <div className="space-y-4">
      <p>{t.rich("new.told", { name: user.display_name, username: user.username, b: (words) => <strong>{words}</strong>, c: (words) => <code className="font-semibold">{words}</code> })}</p>
      {password && <Once label={t("new.password")} value={password} testId="initial-password" />}
      <div className="flex flex-wrap justify-end gap-3">
        <Link href={userPath(user.user_id)} className="inline-flex min-h-11 items-center px-2 font-semibold text-accent underline">{t("new.open")}</Link>
        <Button primary onClick={onClose} data-testid="done">{t("done")}</Button>
      </div>
    </div>
  );
}

export function NewUser({ onClose }: { onClose: () => void }) {
  const t = useTranslations("people");
  const client = useQueryClient();
  const [grants, setGrants] = useState<GrantDraft[]>([{ role: "cashier", reach: "site", where: "" }]);
  const create = useAction(createUser, { onSuccess: () => client.invalidateQueries({ queryKey: ["users"] }) });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const email = textOf(data, "email");
    create.mutate({ username: textOf(data, "username"), display_name: textOf(data, "display_name"), ...(email && { email }), grants: grants.map(grantOf) });
  };
  const wrong = fieldProblems(create.error);
  const grantsWrong = Object.entries(wrong).find(([field]) => field.startsWith("grants"))?.[1];
  return (
    <Dialog title={create.data ? t("new.ready") : t("users.new")} onClose={onClose} wide testId="new-user">
      {create.data ? <Done created={create.data} onClose={onClose} /> : (
        <form onSubmit={submit} className="space-y-4">
          <div className="grid gap-4 sm:grid-cols-2">
            <TextField label={t("name")} name="display_name" data-testid="new-name" required autoCapitalize="words" maxLength={100} error={wrong.display_name} />
            <TextField label={t("userName")} name="username" data-testid="new-username" required maxLength={64} error={wrong.username} hint={t("new.userNameHint")} />
          </div>
          <TextField label={t("emailOptional")} name="email" type="email" maxLength={254} error={wrong.email} />
          <GrantsEditor value={grants} onChange={setGrants} error={grantsWrong} />
          <FormError error={create.error} shown={["username", "display_name", "email", ...Object.keys(wrong).filter((field) => field.startsWith("grants"))]} />
          <DialogButtons onCancel={onClose}><Submit busy={create.isPending} busyText={t("creating")} testId="create-user">{t("new.create")}</Submit></DialogButtons>
        </form>
      )}
    </Dialog>
  );
}
