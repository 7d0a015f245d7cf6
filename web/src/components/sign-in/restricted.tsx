"use client";

import { useTranslations } from "use-intl";
import { signOut } from "@/lib/session-actions";
import type { Restriction } from "@/lib/types";
import { useAction } from "@/lib/use-action";
import { useSessionEnded } from "@/session/use-me";
import { PasswordForm } from "../account/password-form";
import { SecondFactorSetup } from "../account/second-factor-setup";
import { Entrance } from "./entrance";

function SignOutLink() {
  const t = useTranslations("signIn");
  const ended = useSessionEnded();
  const leave = useAction(signOut, { onSuccess: ended });
  return (
    <p className="mt-5 text-center">
      <button type="button" data-testid="sign-out" disabled={leave.isPending} onClick={() => leave.mutate(undefined)} className="min-h-11 px-2 font-semibold text-accent underline">{t("signOut")}</button>
    </p>
  );
}

interface Props {
  restriction: Restriction;
  name: string;
  onCodes: () => void;
  onDone: () => void;
}

/** What has to be done before the account can be used. */
export function Restricted({ restriction, name, onCodes, onDone }: Props) {
  const t = useTranslations("signIn");
  return (
    <Entrance subtitle={name}>
      <h2 className="mb-1 text-xl font-bold">{t(`restriction.${restriction}`)}</h2>
      {restriction === "change_password"
        ? <><p className="mb-5 text-ink-2">{t("given")}</p><PasswordForm onDone={onDone} first /></>
        : <><p className="mb-5 text-ink-2">{t("roleAsks")}</p><SecondFactorSetup onCodes={onCodes} onDone={onDone} /></>}
      <SignOutLink />
    </Entrance>
  );
}
