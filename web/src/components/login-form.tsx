"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter, useSearchParams } from "next/navigation";
import { useEffect, useRef, type FormEvent } from "react";
import { ApiProblem, signIn } from "@/lib/api";
import { safeNext } from "@/lib/navigation";
import { Icon } from "./icon";
import { Button } from "./ui";

function explain(error: Error): string {
  const status = error instanceof ApiProblem ? error.status : 0;
  if (status === 401) return "The user name or the password is wrong.";
  if (status === 429) return "Too many attempts. Wait a minute, then try again.";
  if (status === 0 || status >= 500) return "The platform does not answer. Try again in a moment.";
  return error.message;
}

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

export function LoginForm() {
  const router = useRouter();
  const next = safeNext(useSearchParams().get("next"));
  const client = useQueryClient();
  const form = useRef<HTMLFormElement>(null);
  const login = useMutation({
    mutationFn: ({ username, password }: { username: string; password: string }) => signIn(username, password),
    onSuccess: () => {
      client.clear();
      router.replace(next);
    },
  });
  useEffect(() => form.current?.querySelector<HTMLInputElement>("[name=username]")?.focus(), []);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    login.mutate({ username: String(data.get("username")), password: String(data.get("password")) });
  };
  return (
    <form ref={form} method="post" onSubmit={submit} className="space-y-5">
      <Field name="username" label="User name" type="text" autoComplete="username" invalid={login.isError} />
      <Field name="password" label="Password" type="password" autoComplete="current-password" invalid={login.isError} />
      <div role="alert" id="login-error">
        {login.isError && (
          <p data-testid="login-error" className="flex items-center gap-2 rounded-lg bg-bad-bg px-4 py-3 font-semibold text-bad-ink">
            <Icon name="warning" />{explain(login.error)}
          </p>
        )}
      </div>
      <Button primary type="submit" data-testid="sign-in" disabled={login.isPending || login.isSuccess} className="h-13 w-full text-lg">
        {login.isPending || login.isSuccess ? "Signing in…" : "Sign in"}
      </Button>
    </form>
  );
}
