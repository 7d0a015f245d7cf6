"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { me } from "@/lib/queries";
import { openShifts } from "@/lib/till-queries";
import type { Shift } from "@/lib/selling-types";
import { SelectField } from "../form";

/** A shift of one's own, or of a till at which everybody works. */
function isUsable(shift: Shift, person: string | undefined): boolean {
  return shift.mode === "PER_TILL" || shift.cashier_id === person;
}

/** The open shifts of a site in which the person may move money; `undefined` until that is known. */
export function useOwnShifts(site: string): readonly Shift[] | undefined {
  const person = useQuery(me()).data?.user_id;
  return useQuery(openShifts(site)).data?.items.filter((shift) => isUsable(shift, person));
}

export function ShiftChoice({ shifts }: { shifts: readonly Shift[] }) {
  const t = useTranslations("trade");
  return (
    <SelectField label={t("sale.shift")} name="shift" key={shifts.length} required data-testid="shift-choice">
      {shifts.map((shift) => <option key={shift.shift_id} value={shift.shift_id}>{shift.till}, {shift.cashier}</option>)}
    </SelectField>
  );
}

/** Said when money cannot move because there is no drawer for it. */
export function NoShift({ what }: { what: "refund" | "debt" }) {
  const t = useTranslations("trade");
  return <p>{t(`noShift.${what}`)}</p>;
}
