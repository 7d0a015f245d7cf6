"use client";

import { useRef, useState, type FormEvent } from "react";
import { useTranslations } from "use-intl";
import { changePassword } from "@/lib/actions";
import { fieldProblems, isProblem } from "@/lib/problem";
import { useAction } from "@/lib/use-action";
import { FormError, Submit, TextField } from "../form";

interface Props {
  onDone: () => void;
  /** The password that is replaced was made by somebody else. */
  first?: boolean;
}

export function PasswordForm({ onDone, first = false }: Props) {
  const t = useTranslations("account");
  const form = useRef<HTMLFormElement>(null);
  const [differ, setDiffer] = useState(false);
  const change = useAction(changePassword, {
    onSuccess: () => {
      form.current?.reset();
      onDone();
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const [current, next] = [String(data.get("current_password")), String(data.get("new_password"))];
    const same = next === data.get("repeat");
    setDiffer(!same);
    if (same) change.mutate({ current_password: current, new_password: next });
  };
  const mistaken = isProblem(change.error, "InvalidCredentials");
  const wrong = fieldProblems(change.error);
  return (
    <form ref={form} onSubmit={submit} className="space-y-4">
      <TextField label={first ? t("givenPassword") : t("presentPassword")} name="current_password" data-testid="current-password" type="password" autoComplete="current-password" required error={mistaken ? t("notPresent") : wrong.current_password} />
      <TextField label={t("newPassword")} name="new_password" data-testid="new-password" type="password" autoComplete="new-password" required error={wrong.new_password}
        hint={t("passwordHint")} />
      <TextField label={t("newAgain")} name="repeat" data-testid="repeat-password" type="password" autoComplete="new-password" required error={differ ? t("passwordsDiffer") : undefined} />
      <FormError error={mistaken ? null : change.error} shown={["current_password", "new_password"]} />
      <Submit busy={change.isPending} busyText={t("changing")} testId="change-password">{t("changePassword")}</Submit>
      {change.isSuccess && !first && <p role="status" className="font-semibold text-ok-ink">{t("changed")}</p>}
    </form>
  );
}
