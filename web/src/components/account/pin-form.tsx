"use client";

import { useRef, useState, type FormEvent } from "react";
import { useTranslations } from "use-intl";
import { setOwnPin } from "@/lib/actions";
import { fieldProblems } from "@/lib/problem";
import { useAction } from "@/lib/use-action";
import { FormError, Submit, TextField, textOf } from "../form";

const DIGITS = { type: "password", inputMode: "numeric", pattern: "[0-9]*", autoComplete: "off", required: true, className: "max-w-48" } as const;

export function PinForm({ set, onDone }: { set: boolean; onDone: () => void }) {
  const t = useTranslations("account");
  const form = useRef<HTMLFormElement>(null);
  const [differ, setDiffer] = useState(false);
  const change = useAction(setOwnPin, {
    onSuccess: () => {
      form.current?.reset();
      onDone();
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const pin = textOf(data, "pin");
    const same = pin === textOf(data, "repeat");
    setDiffer(!same);
    if (same) change.mutate({ pin });
  };
  return (
    <form ref={form} onSubmit={submit} className="space-y-4">
      <p className="text-ink-2">{t("pinText")}</p>
      <TextField label={set ? t("newPin") : t("pin")} name="pin" data-testid="pin" {...DIGITS} error={fieldProblems(change.error).pin} hint={t("pinHint")} />
      <TextField label={t("pinAgain")} name="repeat" data-testid="pin-repeat" {...DIGITS} error={differ ? t("pinsDiffer") : undefined} />
      <FormError error={change.error} shown={["pin"]} />
      <Submit busy={change.isPending} busyText={t("saving")} testId="set-pin">{set ? t("changePin") : t("setPin")}</Submit>
      {change.isSuccess && <p role="status" className="font-semibold text-ok-ink">{t("pinIsSet")}</p>}
    </form>
  );
}
