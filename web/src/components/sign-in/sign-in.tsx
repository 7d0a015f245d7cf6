"use client";

import { useQuery } from "@tanstack/react-query";
import { useRouter, useSearchParams } from "next/navigation";
import { useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import { finishOidc } from "@/lib/session-actions";
import { withQuery } from "@/lib/api";
import { methods } from "@/lib/session-queries";
import { safeNext } from "@/lib/navigation";
import { ApiProblem } from "@/lib/problem";
import type { SignInMethods } from "@/lib/types";
import { useAction } from "@/lib/use-action";
import { useTitle } from "@/lib/use-title";
import { hearTabs } from "@/session/channel";
import { useSessionBegun } from "@/session/use-me";
import { Skeletons } from "../ui";
import { Entrance } from "./entrance";
import { LoginForm } from "./login-form";
import { OneTimeCode } from "./one-time-code";
import { Refusal, useWait } from "./refusal";
import { TillSignIn } from "./till-sign-in";

function OtherWay({ text, onClick, testId }: { text: string; onClick: () => void; testId: string }) {
  return <p className="mt-6 text-center"><button type="button" data-testid={testId} onClick={onClick} className="min-h-11 px-2 font-semibold text-accent underline">{text}</button></p>;
}

function Oidc({ oidc, next }: { oidc: NonNullable<SignInMethods["oidc"]>; next: string }) {
  const t = useTranslations("signIn");
  return (
    <>
      <p className="my-5 flex items-center gap-3 text-sm text-ink-2 before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line">{t("or")}</p>
      <a href={withQuery(oidc.login_url, { return_to: next })} data-testid="sign-in-oidc"
        className="flex h-13 w-full items-center justify-center rounded-lg border border-line-strong bg-surface text-lg font-semibold hover:bg-sunken">
        {t("signInWith", { provider: oidc.name })}
      </a>
    </>
  );
}

/** Another provider sent the person, and our own second factor is still to be shown. */
function OidcCode({ onSignedIn }: { onSignedIn: () => void }) {
  const router = useRouter();
  const wait = useWait();
  const finish = useAction((otp: string, key) => finishOidc({ otp }, key), { onSuccess: onSignedIn });
  return (
    <OneTimeCode refusal={<Refusal error={finish.error} left={wait.left} />} busy={finish.isPending || finish.isSuccess} wait={wait.left}
      onCode={(otp) => finish.mutate(otp, { onError: wait.begin })} onBack={() => router.replace("/login/")} />
  );
}

/** Every way in that this browser has; `here`: in place of the page that is asked for. */
export function SignIn({ here = false }: { here?: boolean }) {
  const t = useTranslations("signIn");
  useTitle(here ? null : t("signIn"));
  const params = useSearchParams();
  const next = here ? location.pathname + location.search : safeNext(params.get("next") ?? params.get("return_to"));
  const reason = params.get("reason");
  const offered = useQuery(methods());
  const [byPassword, setByPassword] = useState(false);
  const begun = useSessionBegun();
  useEffect(() => hearTabs((news) => news === "signed-in" && location.replace(next)), [next]);
  if (offered.isPending) return <Entrance subtitle={t("signIn")}><div className="space-y-5"><Skeletons count={3} className="h-13" label={t("loading")} /></div></Entrance>;
  const { till = null, oidc = null } = offered.data ?? {};
  if (params.get("second_factor") === "oidc") return <Entrance subtitle={t("twoStep")}><OidcCode onSignedIn={() => begun(next)} /></Entrance>;
  if (till && !byPassword) {
    return (
      <Entrance subtitle={`${till.name} · ${till.site}`} wide>
        <TillSignIn onSignedIn={() => begun(next)} />
        <OtherWay testId="use-password" text={t("usePassword")} onClick={() => setByPassword(true)} />
      </Entrance>
    );
  }
  return (
    <Entrance subtitle={t("toDashboard")}>
      {reason && <div className="mb-5"><Refusal error={new ApiProblem(403, reason, t("didNotWork"))} left={0} /></div>}
      <LoginForm onSignedIn={() => begun(next)} />
      {oidc && <Oidc oidc={oidc} next={next} />}
      {till && <OtherWay testId="use-pin" text={t("usePin", { till: till.name })} onClick={() => setByPassword(false)} />}
    </Entrance>
  );
}
