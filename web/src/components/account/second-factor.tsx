"use client";

import { useState, type FormEvent } from "react";
import { useTranslations } from "use-intl";
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
  const t = useTranslations("account");
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
    <Dialog title={t("offAsk")} onClose={onClose}>
      <form onSubmit={submit} className="space-y-4">
        <p className="text-ink-2">{t("offText")}</p>
        <TextField label={t("yourPassword")} name="password" type="password" autoComplete="current-password" required error={mistaken ? t("notPassword") : undefined} />
        <FormError error={mistaken ? null : remove.error} />
        <DialogButtons onCancel={onClose}><Submit busy={remove.isPending} busyText={t("switchingOff")}>{t("switchOff")}</Submit></DialogButtons>
      </form>
    </Dialog>
  );
}

export function SecondFactor({ on, onChanged }: Props) {
  const t = useTranslations("account");
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
        {on ? t("factorOn") : t("factorOff")}
      </p>
      <Button primary={!on} onClick={() => setOpen(on ? "remove" : "setup")} data-testid="second-factor">{on ? t("switchOffOpen") : t("setUp")}</Button>
      {open === "remove" && <Remove onClose={close} onChanged={onChanged} />}
      {open === "setup" && <Dialog title={t("twoStep")} onClose={done}><SecondFactorSetup onDone={done} /></Dialog>}
    </>
  );
}
