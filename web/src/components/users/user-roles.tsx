"use client";

import { useState, type FormEvent } from "react";
import { useTranslations } from "use-intl";
import { changeUser } from "@/lib/actions";
import { draftOf, grantOf } from "@/lib/grants";
import { fieldProblems } from "@/lib/problem";
import type { Grant, User } from "@/lib/types";
import { useAction } from "@/lib/use-action";
import { FormError, Submit } from "../form";
import { GrantsEditor } from "./grants-editor";

interface Props {
  user: User;
  onChanged: (user: User) => void;
}

export function UserRoles({ user, onChanged }: Props) {
  const t = useTranslations("people");
  const [drafts, setDrafts] = useState(() => user.grants.map(draftOf));
  const change = useAction((grants: Grant[]) => changeUser(user, { grants }), { onSuccess: onChanged });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    change.mutate(drafts.map(grantOf));
  };
  const wrong = Object.entries(fieldProblems(change.error)).filter(([field]) => field.startsWith("grants"));
  return (
    <form onSubmit={submit} className="space-y-4">
      <GrantsEditor titled value={drafts} onChange={setDrafts} error={wrong[0]?.[1]} />
      <FormError error={change.error} shown={wrong.map(([field]) => field)} />
      <Submit busy={change.isPending} busyText={t("saving")} testId="save-roles">{t("user.saveRoles")}</Submit>
    </form>
  );
}
