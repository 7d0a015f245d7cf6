"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { useTranslations } from "use-intl";
import { minorOf, minorText } from "@/lib/amounts";
import { fieldProblems, isProblem } from "@/lib/problem";
import type { Shift } from "@/lib/selling-types";
import { openShift } from "@/lib/till-actions";
import type { ShiftOpening } from "@/lib/till-types";
import type { Site } from "@/lib/types";
import { useAction } from "@/lib/use-action";
import { SelectField, TextField, textOf } from "../form";
import { Icon } from "../icon";
import { BigButton, Refused } from "./till-parts";

const TILL = "motorway-till-name";

function remembered(): string | null {
  try {
    return localStorage.getItem(TILL);
  } catch {
    return null;
  }
}

function remember(till: string): void {
  try {
    localStorage.setItem(TILL, till);
  } catch {
    // It is typed again next time.
  }
}

interface Props {
  site: Site;
  /** The name of the till that this browser is; empty when it is none. */
  enrolled: string;
  /** Somebody else's open shift at this till, which cannot be used. */
  taken: Shift | null;
}

/** The float is counted, and the shift begins. */
export function OpenShift({ site, enrolled, taken }: Props) {
  const t = useTranslations("till");
  const client = useQueryClient();
  const [wrong, setWrong] = useState("");
  const open = useAction((asked: ShiftOpening, key: string) => openShift(asked, key), {
    onSuccess: () => client.invalidateQueries({ queryKey: ["till-shift"] }),
  });
  const fields = fieldProblems(open.error);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const float = minorOf(textOf(data, "float"), site.currency);
    if (float === null || float < 0) return setWrong(t("shift.floatWrong"));
    setWrong("");
    const till = enrolled || textOf(data, "till");
    remember(till);
    open.mutate({ site: site.site_id, till, float_minor: float, mode: textOf(data, "mode") === "PER_TILL" ? "PER_TILL" : "PER_CASHIER" });
  };
  return (
    <form onSubmit={submit} data-testid="open-shift" className="mx-auto mt-4 max-w-md space-y-4 rounded-2xl border border-line bg-surface p-6">
      <h1 className="flex items-center gap-3 text-2xl font-extrabold"><Icon name="till" className="size-8" />{t("shift.openTitle")}</h1>
      <p className="text-lg text-ink-2">{site.name}</p>
      {taken && <p className="rounded-lg bg-warn-bg px-4 py-3 font-semibold text-warn-ink">{t("shift.taken", { cashier: taken.cashier, till: taken.till })}</p>}
      {enrolled ? <p className="text-lg">{t("shift.till")} <strong>{enrolled}</strong></p>
        : <TextField label={t("shift.till")} name="till" required maxLength={100} defaultValue={remembered() ?? t("shift.counter")} autoCapitalize="words" error={fields.till} className="min-h-14! text-lg" data-testid="till-name" />}
      <TextField label={t("shift.float", { currency: site.currency })} name="float" required inputMode="decimal" defaultValue={minorText(0, site.currency)} hint={t("shift.floatHint")} error={wrong || fields.float_minor} onFocus={(event) => event.target.select()} className="min-h-14! text-2xl! font-bold tabular-nums" data-testid="float" />
      <SelectField label={t("shift.mode")} name="mode" className="min-h-14! text-lg">
        <option value="PER_CASHIER">{t("shift.onlyI")}</option><option value="PER_TILL">{t("shift.whoever")}</option>
      </SelectField>
      <Refused error={isProblem(open.error) && Object.keys(fields).length > 0 ? null : open.error} />
      <BigButton look="primary" type="submit" disabled={open.isPending} data-testid="open-shift-submit" className="min-h-18 w-full">{open.isPending ? t("shift.opening") : t("shift.open")}</BigButton>
    </form>
  );
}
