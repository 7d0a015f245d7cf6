"use client";

import { useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
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
  const client = useQueryClient();
  const reset = useAction((id: string, key) => resetPassword(id, key), { onSuccess: () => client.invalidateQueries(userQuery(user.user_id)) });
  return (
    <>
      <Line title="Password" text={user.must_change_password ? "An initial password that has not been changed yet." : "Chosen by the person."}>
        <Confirm text="Reset" title={`Reset the password of ${user.display_name}?`} busy={reset.isPending} error={reset.error}
          onConfirm={(close) => reset.mutate(user.user_id, { onSuccess: close })} onClosed={reset.reset} testId="reset-password">
          A new initial password is made and shown once. The present one stops working, and open sessions end.
        </Confirm>
      </Line>
      {reset.data && <Once label={`New initial password of ${user.display_name}`} value={reset.data.initial_password} testId="initial-password" />}
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
  const change = useAction((disabled: boolean) => changeUser(user, { disabled }), { onSuccess: onChanged });
  const text = user.disabled ? "Enable" : "Disable";
  return (
    <Confirm key={text} text={text} title={`${text} the account of ${user.display_name}?`} busy={change.isPending} error={change.error}
      onConfirm={(close) => change.mutate(!user.disabled, { onSuccess: close })} onClosed={change.reset} testId={user.disabled ? "enable" : "disable"}>
      {user.disabled ? "The person can sign in again, with the password from before." : "The person is signed out at once and cannot sign in until the account is enabled again. Nothing is deleted."}
    </Confirm>
  );
}

/** Everything about how this person gets in. */
export function UserAccess({ user, onChanged }: Props) {
  return (
    <div>
      <ResetPassword user={user} />
      {user.locked && (
        <Line title="Locked" text="After too many wrong passwords or PINs.">
          <Action user={user} action="unlock" text="Unlock" question={`Unlock ${user.display_name}?`} onChanged={onChanged}>Make sure that it was really this person who tried.</Action>
        </Line>
      )}
      <Line title="Two-step verification" text={user.second_factor ? "On." : "Off."}>
        {user.second_factor && (
          <Action user={user} action="reset-second-factor" text="Reset" question={`Take the authenticator app off the account of ${user.display_name}?`} onChanged={onChanged}>
            For a lost phone. Make sure that it is really this person who asks.
          </Action>
        )}
      </Line>
      <Line title="PIN" text={user.has_pin ? "Set." : "None: cannot take over at a till."}><UserPin user={user} /></Line>
      <Line title="Sessions" text="Every browser and program signed in with this account.">
        <Action user={user} action="sign-out" text="Sign out" question={`Sign ${user.display_name} out everywhere?`} onChanged={onChanged}>The person can sign in again at once.</Action>
      </Line>
      <Line title="Account" text={user.disabled ? "Disabled: nobody can sign in with it." : "Can be used."}><Disable user={user} onChanged={onChanged} /></Line>
    </div>
  );
}
