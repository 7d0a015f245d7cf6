"use client";

import { useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { actOnUser, changeUser, resetPassword, type UserAction } from "@/lib/actions";
import { user as userQuery } from "@/lib/identity-queries";
import type { User } from "@/lib/types";
import { useAction } from "@/lib/use-action";
import { Confirm } from "../dialog";
import { Once } from "../once";
import { UserPin } from "./user-pin";

interface Props {
  user: User;
  onChanged: (user: User) => void;
}

function Line({ title, text, children }: { title: string; text: string; children: ReactNode }) {
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 border-t border-line py-3.5 first:border-t-0 first:pt-0 last:pb-0">
      <div className="min-w-0 flex-1 basis-60"><p className="font-semibold">{title}</p><p className="text-sm text-ink-2">{text}</p></div>
      {children}
    </div>
  );
}

function ResetPassword({ user }: { user: User }) {
  const t = useTranslations("people");
  const client = useQueryClient();
  const reset = useAction((id: string, key) => resetPassword(id, key), { onSuccess: () => client.invalidateQueries(userQuery(user.user_id)) });
  return (
    <>
      <Line title={t("access.password")} text={user.must_change_password ? t("access.initial") : t("access.chosen")}>
        <Confirm text={t("access.reset")} title={t("access.resetAsk", { name: user.display_name })} busy={reset.isPending} error={reset.error}
          onConfirm={(close) => reset.mutate(user.user_id, { onSuccess: close })} onClosed={reset.reset} testId="reset-password">
          {t("access.resetText")}
        </Confirm>
      </Line>
      {reset.data && <Once label={t("access.newPassword", { name: user.display_name })} value={reset.data.initial_password} testId="initial-password" />}
    </>
  );
}

interface ActionProps {
  user: User;
  action: UserAction;
  text: string;
  question: string;
  children: ReactNode;
  onChanged: (user: User) => void;
}

function Action({ user, action, text, question, children, onChanged }: ActionProps) {
  const act = useAction((id: string, key) => actOnUser(id, action, key), { onSuccess: onChanged });
  return (
    <Confirm text={text} title={question} busy={act.isPending} error={act.error} onConfirm={(close) => act.mutate(user.user_id, { onSuccess: close })} onClosed={act.reset} testId={action}>
      {children}
    </Confirm>
  );
}

function Disable({ user, onChanged }: Props) {
  const t = useTranslations("people");
  const change = useAction((disabled: boolean) => changeUser(user, { disabled }), { onSuccess: onChanged });
  const text = user.disabled ? t("access.enable") : t("access.disable");
  return (
    <Confirm key={text} text={text} title={t(user.disabled ? "access.enableAsk" : "access.disableAsk", { name: user.display_name })} busy={change.isPending} error={change.error}
      onConfirm={(close) => change.mutate(!user.disabled, { onSuccess: close })} onClosed={change.reset} testId={user.disabled ? "enable" : "disable"}>
      {user.disabled ? t("access.enableText") : t("access.disableText")}
    </Confirm>
  );
}

/** Everything about how this person gets in. */
export function UserAccess({ user, onChanged }: Props) {
  const t = useTranslations("people");
  return (
    <div>
      <ResetPassword user={user} />
      {user.locked && (
        <Line title={t("access.locked")} text={t("access.lockedText")}>
          <Action user={user} action="unlock" text={t("unlock")} question={t("access.unlockAsk", { name: user.display_name })} onChanged={onChanged}>{t("makeSure")}</Action>
        </Line>
      )}
      <Line title={t("access.twoStep")} text={user.second_factor ? t("access.on") : t("access.off")}>
        {user.second_factor && (
          <Action user={user} action="reset-second-factor" text={t("access.reset")} question={t("access.factorAsk", { name: user.display_name })} onChanged={onChanged}>
            {t("access.factorText")}
          </Action>
        )}
      </Line>
      <Line title={t("user.pin")} text={user.has_pin ? t("access.pinSet") : t("access.pinNone")}><UserPin user={user} /></Line>
      <Line title={t("access.sessions")} text={t("access.sessionsText")}>
        <Action user={user} action="sign-out" text={t("access.signOut")} question={t("access.signOutAsk", { name: user.display_name })} onChanged={onChanged}>{t("access.signOutText")}</Action>
      </Line>
      <Line title={t("access.account")} text={user.disabled ? t("access.disabled") : t("access.usable")}><Disable user={user} onChanged={onChanged} /></Line>
    </div>
  );
}
