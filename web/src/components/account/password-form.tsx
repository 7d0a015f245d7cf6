"use client";

import { useRef, useState, type FormEvent } from "react";
import { changePassword } from "@/lib/actions";
import { fieldProblems, isProblem } from "@/lib/problem";
import { useAction } from "@/lib/use-action";
import { FormError, Submit, TextField } from "../form";

const REPEAT = "The two new passwords differ.";

interface Props {
  onDone: () => void;
  /** The password that is replaced was made by somebody else. */
  first?: boolean;
}

export function PasswordForm({ onDone, first = false }: Props) {
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
      <TextField label={first ? "The password you were given" : "Present password"} name="current_password" data-testid="current-password" type="password" autoComplete="current-password" required error={mistaken ? "This is not your present password." : wrong.current_password} />
      <TextField label="New password" name="new_password" data-testid="new-password" type="password" autoComplete="new-password" required error={wrong.new_password}
        hint="At least 15 characters, 8 with two-step verification. Several words that only you put together are easy to remember. Common and leaked passwords are refused." />
      <TextField label="New password again" name="repeat" data-testid="repeat-password" type="password" autoComplete="new-password" required error={differ ? REPEAT : undefined} />
      <FormError error={mistaken ? null : change.error} shown={["current_password", "new_password"]} />
      <Submit busy={change.isPending} busyText="Changing…" testId="change-password">Change password</Submit>
      {change.isSuccess && !first && <p role="status" className="font-semibold text-ok-ink">Changed. Your other sessions are signed out.</p>}
    </form>
  );
}
