"use client";

import { useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import { texts } from "@/i18n/language";
import { known } from "@/i18n/tables";
import { isProblem, problemText } from "@/lib/problem";
import { Icon } from "../icon";

export function explainRefusal(error: Error): string {
  if (isProblem(error) && error.uncertain) return texts("signIn")("noAnswer");
  if (isProblem(error, "SecondFactorRequired", "WrongCode")) return texts("signIn")("wrongCode");
  return (isProblem(error) && known("signIn", `refused.${error.reason}`)) || problemText(error);
}

/** Seconds left of a wait that the server asked for, counting down to 0. */
export function useWait(): { left: number; begin: (error: unknown) => void } {
  const [left, setLeft] = useState(0);
  const waiting = left > 0;
  useEffect(() => {
    if (!waiting) return;
    const timer = setInterval(() => setLeft((now) => Math.max(0, now - 1)), 1000);
    return () => clearInterval(timer);
  }, [waiting]);
  const begin = (error: unknown) => {
    if (isProblem(error) && error.status === 429) setLeft(error.retryAfterS ?? 60);
  };
  return { left, begin };
}

export function clockOf(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

/** Why signing in failed; a wait is counted down in sight but not read out every second. */
export function Refusal({ error, left }: { error: Error | null; left: number }) {
  const t = useTranslations("signIn");
  const limited = isProblem(error) && error.status === 429;
  const shown = error && !(limited && left === 0);
  return (
    <div role="alert" id="login-error">
      {shown && (
        <p data-testid="login-error" className="flex items-center gap-2 rounded-lg bg-bad-bg px-4 py-3 font-semibold text-bad-ink">
          <Icon name={limited ? "pause" : "warning"} />
          <span>{limited ? <>{t("tooMany")} <span aria-hidden="true" className="tabular-nums">{clockOf(left)}</span></> : explainRefusal(error)}</span>
        </p>
      )}
    </div>
  );
}
