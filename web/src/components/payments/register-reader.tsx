"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useId, type FormEvent } from "react";
import { registerReader, type ReaderWish } from "@/lib/payment-actions";
import { fieldProblems } from "@/lib/problem";
import { openShifts } from "@/lib/till-queries";
import type { Site } from "@/lib/types";
import { useAction } from "@/lib/use-action";
import { usePermissions } from "@/session/use-me";
import { Dialog, DialogButtons } from "../dialog";
import { FormError, Submit, TextField, textOf } from "../form";

/** Tills that are at work now, to choose from; another one may be typed. */
function useTillNames(site: string): readonly string[] {
  const { may } = usePermissions();
  const answer = useQuery({ ...openShifts(site), enabled: may("shifts.read", site) });
  return [...new Set((answer.data?.items ?? []).map((shift) => shift.till))];
}

/** With the code that the reader shows. */
export function RegisterReader({ site, onClose }: { site: Site; onClose: () => void }) {
  const client = useQueryClient();
  const list = useId();
  const names = useTillNames(site.site_id);
  const register = useAction((wish: ReaderWish, key) => registerReader(wish, key), { onSuccess: () => client.invalidateQueries({ queryKey: ["readers"] }).then(onClose) });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    register.mutate({ site: site.site_id, registration_code: textOf(data, "code"), label: textOf(data, "label"), till: textOf(data, "till") });
  };
  const wrong = fieldProblems(register.error);
  return (
    <Dialog title="Register a card reader" onClose={onClose} testId="register-reader">
      <form onSubmit={submit} className="space-y-4">
        <TextField label="Registration code" name="code" required maxLength={100} data-testid="reader-code" error={wrong.registration_code} hint={<>The reader shows it, such as <code>quick-brown-fox</code>. In test mode <code>simulated-wpe</code>.</>} />
        <TextField label="Name" name="label" required maxLength={100} autoCapitalize="words" placeholder="Counter left" data-testid="reader-label" error={wrong.label} />
        <TextField label="Till" name="till" maxLength={100} autoCapitalize="words" list={list} data-testid="reader-till" error={wrong.till} hint="At which it stands. Empty: any till of the site may use it." />
        <datalist id={list}>{names.map((name) => <option key={name} value={name} />)}</datalist>
        <FormError error={register.error} shown={["registration_code", "label", "till"]} />
        <DialogButtons onCancel={onClose}><Submit busy={register.isPending} busyText="Registering…" testId="reader-register">Register</Submit></DialogButtons>
      </form>
    </Dialog>
  );
}
