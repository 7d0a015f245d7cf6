"use client";

import { useEffect, useState } from "react";
import { isProblem } from "@/lib/problem";
import { Icon } from "../icon";

const WORDS: Record<string, string> = {
  InvalidCredentials: "The user name or the password is wrong.",
  WrongPin: "The PIN is wrong.",
  PinLocked: "This PIN is locked. Sign in with the password, or ask a supervisor.",
  AccountLocked: "This account is locked. A manager can unlock it.",
  AccountDisabled: "This account is switched off. Ask your manager.",
  TillNotEnrolled: "This till is no longer enrolled. A supervisor can enrol it again.",
  OidcRefused: "The other provider did not confirm who you are. Try again, or another way.",
  NoSuchUser: "The other provider knows you, but there is no account for you here. Ask your manager.",
  CrossSiteRequest: "The browser does not say that this is our own page. Open the address directly and try again.",
};

export function explainRefusal(error: Error): string {
  if (isProblem(error) && error.uncertain) return "The platform does not answer. Try again in a moment.";
  if (isProblem(error, "SecondFactorRequired", "WrongCode")) return "The code is wrong or was used already.";
  return (isProblem(error) && WORDS[error.reason]) || error.message;
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
  const limited = isProblem(error) && error.status === 429;
  const shown = error && !(limited && left === 0);
  return (
    <div role="alert" id="login-error">
      {shown && (
        <p data-testid="login-error" className="flex items-center gap-2 rounded-lg bg-bad-bg px-4 py-3 font-semibold text-bad-ink">
          <Icon name={limited ? "pause" : "warning"} />
          <span>{limited ? <>Too many attempts. Wait before the next one: <span aria-hidden="true" className="tabular-nums">{clockOf(left)}</span></> : explainRefusal(error)}</span>
        </p>
      )}
    </div>
  );
}
