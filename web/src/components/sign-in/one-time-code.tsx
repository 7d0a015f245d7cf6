"use client";

import { useEffect, useRef, useState, type FormEvent, type ReactNode } from "react";
import { useTranslations } from "use-intl";
import { textOf } from "../form";
import { Button } from "../ui";

interface Props {
  refusal: ReactNode;
  busy: boolean;
  /** Seconds to wait before the next attempt. */
  wait: number;
  onCode: (code: string) => void;
  onBack: () => void;
}

/** The second step: six digits of the authenticator app, or one of the recovery codes. */
export function OneTimeCode({ refusal, busy, wait, onCode, onBack }: Props) {
  const t = useTranslations("signIn");
  const field = useRef<HTMLInputElement>(null);
  const [recovery, setRecovery] = useState(false);
  useEffect(() => field.current?.focus(), [recovery]);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    onCode(textOf(new FormData(event.currentTarget), "otp").replace(/\s/g, ""));
  };
  const label = recovery ? t("recoveryCode") : t("authenticatorCode");
  return (
    <form onSubmit={submit} className="space-y-5">
      <label className="block">
        <span className="mb-1.5 block font-semibold">{label}</span>
        <input ref={field} key={String(recovery)} name="otp" data-testid="otp" required autoComplete="one-time-code" inputMode={recovery ? "text" : "numeric"}
          maxLength={recovery ? 40 : 8} spellCheck={false} autoCapitalize="none" aria-describedby="login-error"
          className="h-13 w-full rounded-lg border border-line-strong bg-surface px-4 text-center text-2xl font-semibold tracking-[0.2em]" />
      </label>
      {refusal}
      <Button primary type="submit" data-testid="otp-submit" disabled={busy || wait > 0} className="h-13 w-full text-lg">{busy ? t("signingIn") : t("continue")}</Button>
      <div className="flex flex-wrap justify-between gap-2">
        <button type="button" onClick={onBack} className="min-h-11 font-semibold text-accent underline">{t("back")}</button>
        <button type="button" onClick={() => setRecovery(!recovery)} className="min-h-11 font-semibold text-accent underline">
          {recovery ? t("useApp") : t("useRecovery")}
        </button>
      </div>
    </form>
  );
}
