"use client";

import { useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { useState, type FormEvent } from "react";
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
  const { user, initial_password: password } = created;
  return (
    <div className="space-y-4">
      <p><strong>{user.display_name}</strong> signs in as <code className="font-semibold">{user.username}</code> and chooses a password at the first sign-in.</p>
      {password && <Once label="Initial password" value={password} testId="initial-password" />}
      <div className="flex flex-wrap justify-end gap-3">
        <Link href={userPath(user.user_id)} className="inline-flex min-h-11 items-center px-2 font-semibold text-accent underline">Open the account</Link>
        <Button primary onClick={onClose} data-testid="done">Done</Button>
      </div>
    </div>
  );
}

export function NewUser({ onClose }: { onClose: () => void }) {
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
    <Dialog title={create.data ? "The account is ready" : "New user"} onClose={onClose} wide testId="new-user">
      {create.data ? <Done created={create.data} onClose={onClose} /> : (
        <form onSubmit={submit} className="space-y-4">
          <div className="grid gap-4 sm:grid-cols-2">
            <TextField label="Name" name="display_name" data-testid="new-name" required autoCapitalize="words" maxLength={100} error={wrong.display_name} />
            <TextField label="User name" name="username" data-testid="new-username" required maxLength={64} error={wrong.username} hint="For signing in; small and capital letters are the same." />
          </div>
          <TextField label="E-mail (optional)" name="email" type="email" maxLength={254} error={wrong.email} />
          <GrantsEditor value={grants} onChange={setGrants} error={grantsWrong} />
          <FormError error={create.error} shown={["username", "display_name", "email", ...Object.keys(wrong).filter((field) => field.startsWith("grants"))]} />
          <DialogButtons onCancel={onClose}><Submit busy={create.isPending} busyText="Creating…" testId="create-user">Create user</Submit></DialogButtons>
        </form>
      )}
    </Dialog>
  );
}
