"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useId, type FormEvent, type ReactNode } from "react";
import { useTranslations } from "use-intl";
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
  const t = useTranslations("money");
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
    <Dialog title={t("readers.newTitle")} onClose={onClose} testId="register-reader">
      <form onSubmit={submit} className="space-y-4">
        <TextField label={t("readers.code")} name="code" required maxLength={100} data-testid="reader-code" error={wrong.registration_code} hint={t.rich("readers.codeHint", { code: (shown: ReactNode) => <code>{shown}</code> })} />
        <TextField label={t("readers.name")} name="label" required maxLength={100} autoCapitalize="words" placeholder={t("readers.nameExample")} data-testid="reader-label" error={wrong.label} />
        <TextField label={t("readers.till")} name="till" maxLength={100} autoCapitalize="words" list={list} data-testid="reader-till" error={wrong.till} hint={t("readers.tillHint")} />
        <datalist id={list}>{names.map((name) => <option key={name} value={name} />)}</datalist>
        <FormError error={register.error} shown={["registration_code", "label", "till"]} />
        <DialogButtons onCancel={onClose}><Submit busy={register.isPending} busyText={t("readers.registering")} testId="reader-register">{t("readers.register")}</Submit></DialogButtons>
      </form>
    </Dialog>
  );
}
