"use client";

import { useEffect, useRef, useState, type FormEvent } from "react";
import { useTranslations } from "use-intl";
import { signIn, type Credentials } from "@/lib/session-actions";
import { isProblem } from "@/lib/problem";
import { useAction } from "@/lib/use-action";
import { textOf } from "../form";
import { Button } from "../ui";
import { OneTimeCode } from "./one-time-code";
import { Refusal, clockOf, useWait } from "./refusal";

interface FieldProps {
  name: "username" | "password";
  label: string;
  type: string;
  autoComplete: string;
  invalid: boolean;
}

function Field({ name, label, type, autoComplete, invalid }: FieldProps) {
  return (
    <label className="block">
      <span className="mb-1.5 block font-semibold">{label}</span>
      <input name={name} data-testid={name} type={type} autoComplete={autoComplete} required autoCapitalize="none" spellCheck={false}
        aria-invalid={invalid || undefined} aria-describedby={invalid ? "login-error" : undefined}
        className="h-13 w-full rounded-lg border border-line-strong bg-surface px-4 text-lg aria-invalid:border-bad" />
    </label>
  );
}

/** Password, then the one-time code of those who have a second factor. */
export function LoginForm({ onSignedIn }: { onSignedIn: () => void }) {
  const t = useTranslations("signIn");
  const form = useRef<HTMLFormElement>(null);
  const wait = useWait();
  const [known, setKnown] = useState<Credentials | null>(null);
  const login = useAction(signIn, { onSuccess: onSignedIn });
  useEffect(() => form.current?.querySelector<HTMLInputElement>("[name=username]")?.focus(), [known]);
  const attempt = (credentials: Credentials) => login.mutate(credentials, {
    onError: (error) => {
      wait.begin(error);
      if (isProblem(error, "SecondFactorRequired") && !credentials.otp) {
        setKnown(credentials);
        login.reset();
      }
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    attempt({ username: textOf(data, "username"), password: String(data.get("password")) });
  };
  const busy = login.isPending || login.isSuccess;
  const refusal = <Refusal error={login.error} left={wait.left} />;
  if (known) {
    const back = () => {
      setKnown(null);
      login.reset();
    };
    return <OneTimeCode refusal={refusal} busy={busy} wait={wait.left} onCode={(otp) => attempt({ ...known, otp })} onBack={back} />;
  }
  const invalid = isProblem(login.error, "InvalidCredentials");
  return (
    <form ref={form} method="post" onSubmit={submit} className="space-y-5">
      <Field name="username" label={t("userName")} type="text" autoComplete="username" invalid={invalid} />
      <Field name="password" label={t("password")} type="password" autoComplete="current-password" invalid={invalid} />
      {refusal}
      <Button primary type="submit" data-testid="sign-in" disabled={busy || wait.left > 0} className="h-13 w-full text-lg">
        {wait.left > 0 ? t("wait", { time: clockOf(wait.left) }) : busy ? t("signingIn") : t("signIn")}
      </Button>
    </form>
  );
}
