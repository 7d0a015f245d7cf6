"use client";

import { signOut } from "@/lib/actions";
import type { Restriction } from "@/lib/types";
import { useAction } from "@/lib/use-action";
import { useSessionEnded } from "@/session/use-me";
import { PasswordForm } from "../account/password-form";
import { SecondFactorSetup } from "../account/second-factor-setup";
import { Entrance } from "./entrance";

const TITLE: Record<Restriction, string> = {
  change_password: "Choose a password of your own",
  enrol_second_factor: "Set up two-step verification",
};

function SignOutLink() {
  const ended = useSessionEnded();
  const leave = useAction(signOut, { onSuccess: ended });
  return (
    <p className="mt-5 text-center">
      <button type="button" data-testid="sign-out" disabled={leave.isPending} onClick={() => leave.mutate(undefined)} className="min-h-11 px-2 font-semibold text-accent underline">Sign out</button>
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
  return (
    <Entrance subtitle={name}>
      <h2 className="mb-1 text-xl font-bold">{TITLE[restriction]}</h2>
      {restriction === "change_password"
        ? <><p className="mb-5 text-ink-2">The password you signed in with was given to you. From now on only you will know it.</p><PasswordForm onDone={onDone} first /></>
        : <><p className="mb-5 text-ink-2">Your role asks for a code from an authenticator app besides the password.</p><SecondFactorSetup onCodes={onCodes} onDone={onDone} /></>}
      <SignOutLink />
    </Entrance>
  );
}
