"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { useTranslations } from "use-intl";
import { setPin } from "@/lib/actions";
import { user as userQuery } from "@/lib/identity-queries";
import { fieldProblems } from "@/lib/problem";
import type { User } from "@/lib/types";
import { useAction } from "@/lib/use-action";
import { Dialog, DialogButtons } from "../dialog";
import { FormError, Submit, TextField, textOf } from "../form";
import { Button } from "../ui";

function PinDialog({ user, onClose }: { user: User; onClose: () => void }) {
  const t = useTranslations("people");
  const client = useQueryClient();
  const set = useAction((body: { pin: string }) => setPin(user.user_id, body), {
    onSuccess: () => {
      void client.invalidateQueries(userQuery(user.user_id));
      onClose();
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    set.mutate({ pin: textOf(new FormData(event.currentTarget), "pin") });
  };
  return (
    <Dialog title={t("pin.title", { name: user.display_name })} onClose={onClose}>
      <form onSubmit={submit} className="space-y-4">
        <TextField label={t("pin.new")} name="pin" data-testid="user-pin-value" inputMode="numeric" pattern="[0-9]*" required className="max-w-48" error={fieldProblems(set.error).pin} hint={t("pin.hint")} />
        <FormError error={set.error} shown={["pin"]} />
        <DialogButtons onCancel={onClose}><Submit busy={set.isPending} busyText={t("saving")} testId="user-pin-save">{t("pin.save")}</Submit></DialogButtons>
      </form>
    </Dialog>
  );
}

export function UserPin({ user }: { user: User }) {
  const t = useTranslations("people");
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)} data-testid="user-pin">{user.has_pin ? t("pin.change") : t("pin.set")}</Button>
      {open && <PinDialog user={user} onClose={() => setOpen(false)} />}
    </>
  );
}
