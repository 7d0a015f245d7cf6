"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { signInByPin } from "@/lib/session-actions";
import { tillCashiers } from "@/lib/session-queries";
import type { Colleague } from "@/lib/types";
import { useAction } from "@/lib/use-action";
import { Icon } from "../icon";
import { Empty, Failure, Skeletons } from "../ui";
import { PinPad } from "./pin-pad";
import { Refusal, useWait } from "./refusal";

function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  return ((words[0]?.[0] ?? "") + (words.length > 1 ? (words.at(-1)?.[0] ?? "") : "")).toUpperCase();
}

function Avatar({ name }: { name: string }) {
  return <span className="grid size-12 shrink-0 place-items-center rounded-full bg-info-bg text-lg font-bold text-info-ink" aria-hidden="true">{initials(name)}</span>;
}

function Cashiers({ cashiers, onChoose }: { cashiers: readonly Colleague[]; onChoose: (cashier: Colleague) => void }) {
  const t = useTranslations("signIn");
  if (cashiers.length === 0) {
    return <Empty icon="users" title={t("noPins")}>{t("noPinsHint")}</Empty>;
  }
  return (
    <>
      <p className="mb-2 text-xl font-bold" aria-hidden="true">{t("whoIsThere")}</p>
      <ul className="grid max-h-[60dvh] grid-cols-1 gap-3 overflow-y-auto p-1 sm:grid-cols-2" aria-label={t("whoIsThere")}>
        {cashiers.map((cashier) => (
          <li key={cashier.user_id}>
            <button type="button" data-testid={`cashier-${cashier.user_id}`} onClick={() => onChoose(cashier)}
              className="flex min-h-18 w-full items-center gap-4 rounded-xl border border-line-strong bg-surface px-4 text-left text-lg font-semibold hover:bg-sunken">
              <Avatar name={cashier.display_name} /><span className="min-w-0 [overflow-wrap:anywhere]">{cashier.display_name}</span>
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}

function Pin({ cashier, onBack, onSignedIn }: { cashier: Colleague; onBack: () => void; onSignedIn: () => void }) {
  const t = useTranslations("signIn");
  const wait = useWait();
  const login = useAction(signInByPin, { onSuccess: onSignedIn });
  const enter = (pin: string) => login.mutate({ user_id: cashier.user_id, pin }, { onError: wait.begin });
  return (
    <div className="mx-auto max-w-xs space-y-4">
      <button type="button" onClick={onBack} className="flex min-h-14 w-full items-center gap-3 rounded-xl text-left text-lg font-semibold hover:bg-sunken">
        <Icon name="back" className="size-6" /><Avatar name={cashier.display_name} /><span className="min-w-0 [overflow-wrap:anywhere]">{cashier.display_name}<span className="sr-only">{t("somebodyElse")}</span></span>
      </button>
      <Refusal error={login.error} left={wait.left} />
      <PinPad busy={login.isPending || login.isSuccess || wait.left > 0} onPin={enter} />
    </div>
  );
}

/** An enrolled till: who are you, then the PIN. */
export function TillSignIn({ onSignedIn }: { onSignedIn: () => void }) {
  const t = useTranslations("signIn");
  const answer = useQuery(tillCashiers());
  const [chosen, setChosen] = useState<Colleague | null>(null);
  if (answer.isPending) return <div className="grid gap-3 sm:grid-cols-2"><Skeletons count={4} className="h-18" label={t("loadingCashiers")} /></div>;
  if (answer.isError) return <Failure error={answer.error} what={t("cashierList")} onRetry={() => void answer.refetch()} />;
  if (chosen) return <Pin cashier={chosen} onBack={() => setChosen(null)} onSignedIn={onSignedIn} />;
  return <Cashiers cashiers={answer.data.cashiers} onChoose={setChosen} />;
}
