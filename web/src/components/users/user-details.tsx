"use client";

import type { FormEvent } from "react";
import { useTranslations } from "use-intl";
import { changeUser } from "@/lib/actions";
import { fieldProblems } from "@/lib/problem";
import type { User } from "@/lib/types";
import { useAction } from "@/lib/use-action";
import { FormError, Submit, TextField, textOf } from "../form";

interface Props {
  user: User;
  onChanged: (user: User) => void;
}

export function UserDetails({ user, onChanged }: Props) {
  const t = useTranslations("people");
  const change = useAction((body: { display_name: string; email: string | null }) => changeUser(user, body), { onSuccess: onChanged });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    change.mutate({ display_name: textOf(data, "display_name"), email: textOf(data, "email") || null });
  };
  const wrong = fieldProblems(change.error);
  return (
    <form onSubmit={submit} className="space-y-4">
      <TextField label={t("name")} name="display_name" defaultValue={user.display_name} required maxLength={100} autoCapitalize="words" error={wrong.display_name} />
      <TextField label={t("email")} name="email" type="email" defaultValue={user.email ?? ""} maxLength={254} error={wrong.email} />
      <FormError error={change.error} shown={["display_name", "email"]} />
      <Submit busy={change.isPending} busyText={t("saving")} testId="save-details">{t("save")}</Submit>
    </form>
  );
}
