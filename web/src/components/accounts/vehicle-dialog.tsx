"use client";

import { useState, type FormEvent } from "react";
import { useTranslations } from "use-intl";
import type { components } from "@/api/schema";
import { minorOf, minorText } from "@/lib/amounts";
import { fieldProblems } from "@/lib/problem";
import { putVehicle } from "@/lib/selling-actions";
import type { Account, Vehicle } from "@/lib/selling-types";
import { useAction } from "@/lib/use-action";
import { useSites } from "@/lib/use-sites";
import { Dialog, DialogButtons } from "../dialog";
import { CheckField, FormError, Submit, TextField, textOf } from "../form";

type Terms = components["schemas"]["VehicleTerms"];

/** Of every site of the account, and what the vehicle names already. */
function useGrades(account: Account, vehicle: Vehicle | null): { grade_id: string; name: string }[] {
  const sites = useSites("accounts.read");
  const valid = sites.all.filter((site) => !account.sites?.length || account.sites.includes(site.site_id));
  const found = new Map(valid.flatMap((site) => site.grades.map((grade) => [grade.grade_id, grade.name] as const)));
  for (const grade of vehicle?.grades ?? []) if (!found.has(grade)) found.set(grade, grade);
  return [...found].map(([grade_id, name]) => ({ grade_id, name }));
}

function read(data: FormData, currency: string): Terms | null {
  const limit = minorOf(textOf(data, "limit_minor") || "0", currency);
  if (limit === null || limit < 0) return null;
  return { grades: data.getAll("grades").map(String), odometer_required: data.has("odometer_required"), limit_minor: limit, blocked: data.has("blocked"), note: textOf(data, "note") };
}

interface Props {
  account: Account;
  vehicle: Vehicle | null;
  onChanged: (account: Account) => void;
  onClose: () => void;
}

export function VehicleDialog({ account, vehicle, onChanged, onClose }: Props) {
  const t = useTranslations("trade");
  const grades = useGrades(account, vehicle);
  const [limitWrong, setLimitWrong] = useState(false);
  const save = useAction((wish: { registration: string; terms: Terms }) => putVehicle(account, wish.registration, wish.terms), {
    onSuccess: (saved) => {
      onChanged(saved);
      onClose();
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const terms = read(data, account.currency);
    setLimitWrong(terms === null);
    if (terms) save.mutate({ registration: vehicle?.registration ?? textOf(data, "registration"), terms });
  };
  const wrong = fieldProblems(save.error);
  return (
    <Dialog title={vehicle ? t("account.vehicleOf", { registration: vehicle.registration }) : t("account.addVehicleTitle")} onClose={onClose}>
      <form onSubmit={submit} className="space-y-4">
        {!vehicle && <TextField label={t("registration")} name="registration" required maxLength={40} autoCapitalize="characters" data-testid="vehicle-registration" error={wrong.registration} />}
        <TextField label={t("account.noteOptional")} name="note" maxLength={100} defaultValue={vehicle?.note} error={wrong.note} />
        <TextField label={t("account.saleLimit", { currency: account.currency })} name="limit_minor" inputMode="decimal" defaultValue={vehicle?.limit_minor ? minorText(vehicle.limit_minor, account.currency) : ""} error={limitWrong ? t("account.saleLimitWrong") : wrong.limit_minor} />
        <fieldset>
          <legend className="font-semibold">{t("grades")}</legend>
          <p className="text-sm text-ink-2">{t("account.noneChosenGrade")}</p>
          {grades.map((grade) => <CheckField key={grade.grade_id} name="grades" value={grade.grade_id} defaultChecked={vehicle?.grades?.includes(grade.grade_id)} label={grade.name} />)}
        </fieldset>
        <CheckField name="odometer_required" defaultChecked={vehicle?.odometer_required} label={t("account.odometerRefuse")} />
        <CheckField name="blocked" defaultChecked={vehicle?.blocked} label={t("blocked")} />
        <FormError error={save.error} shown={["registration", "note", "limit_minor"]} />
        <DialogButtons onCancel={onClose}><Submit busy={save.isPending} busyText={t("saving")} testId="vehicle-save">{t("save")}</Submit></DialogButtons>
      </form>
    </Dialog>
  );
}
