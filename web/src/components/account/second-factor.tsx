"use client";

import { useState, type FormEvent } from "react";
import { removeSecondFactor } from "@/lib/actions";
import { isProblem } from "@/lib/problem";
import { useAction } from "@/lib/use-action";
import { Dialog, DialogButtons } from "../dialog";
import { FormError, Submit, TextField } from "../form";
import { Button } from "../ui";
import { SecondFactorSetup } from "./second-factor-setup";

interface Props {
  on: boolean;
  onChanged: () => void;
}

function Remove({ onClose, onChanged }: { onClose: () => void; onChanged: () => void }) {
  const remove = useAction(removeSecondFactor, {
    onSuccess: () => {
      onClose();
      onChanged();
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    remove.mutate({ password: String(new FormData(event.currentTarget).get("password")) });
  };
  const mistaken = isProblem(remove.error, "InvalidCredentials");
  return (
    <Dialog title="Switch off two-step verification?" onClose={onClose}>
      <form onSubmit={submit} className="space-y-4">
        <p className="text-ink-2">From then on your password alone signs you in.</p>
        <TextField label="Your password" name="password" type="password" autoComplete="current-password" required error={mistaken ? "This is not your password." : undefined} />
        <FormError error={mistaken ? null : remove.error} />
        <DialogButtons onCancel={onClose}><Submit busy={remove.isPending} busyText="Switching off…">Switch off</Submit></DialogButtons>
      </form>
    </Dialog>
  );
}

export function SecondFactor({ on, onChanged }: Props) {
  // Kept while it is open: the recovery codes stay in sight although the second factor is on by then.
  const [open, setOpen] = useState<"setup" | "remove" | null>(null);
  const close = () => setOpen(null);
  const done = () => {
    close();
    onChanged();
  };
  return (
    <>
      <p className="mb-4 text-ink-2">
        {on ? "Signing in asks for a code of your authenticator app besides the password." : "A code from an authenticator app on your phone makes a stolen password worthless."}
      </p>
      <Button primary={!on} onClick={() => setOpen(on ? "remove" : "setup")} data-testid="second-factor">{on ? "Switch off…" : "Set up…"}</Button>
      {open === "remove" && <Remove onClose={close} onChanged={onChanged} />}
      {open === "setup" && <Dialog title="Two-step verification" onClose={done}><SecondFactorSetup onDone={done} /></Dialog>}
    </>
  );
}
