"use client";

import { useQuery } from "@tanstack/react-query";
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
  return (
    <SelectField label="Shift" name="shift" key={shifts.length} required data-testid="shift-choice">
      {shifts.map((shift) => <option key={shift.shift_id} value={shift.shift_id}>{shift.till}, {shift.cashier}</option>)}
    </SelectField>
  );
}

/** Said when money cannot move because there is no drawer for it. */
export function NoShift({ children }: { children: string }) {
  return <p>{children} You have no open shift at this site: open one at a till first, or leave it to somebody who has.</p>;
}
