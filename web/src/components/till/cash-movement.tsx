"use client";

import { useState, type FormEvent } from "react";
import { money } from "@/lib/format";
import type { CashMovement } from "@/lib/selling-types";
import { moveCash } from "@/lib/till-actions";
import type { CashWish } from "@/lib/till-types";
import { useAction } from "@/lib/use-action";
import { Dialog, DialogButtons } from "../dialog";
import { TextField, textOf } from "../form";
import { Keypad } from "./keypad";
import { BigButton, Refused, useTill } from "./till-parts";
import { InDialog, useDigitKeys } from "./use-till-keys";

export type MovementKind = CashMovement["kind"];

export const MOVEMENTS: Record<MovementKind, { word: string; hint: string }> = {
  PAID_IN: { word: "Paid in", hint: "Cash that comes into the drawer without a sale" },
  PAID_OUT: { word: "Paid out", hint: "Cash that leaves the drawer, such as for milk" },
  SAFE_DROP: { word: "Safe drop", hint: "Cash from the drawer into the safe" },
  NO_SALE: { word: "No sale", hint: "The drawer is opened without a sale" },
};

function AmountPad({ digits, onDigits }: { digits: string; onDigits: (digits: string) => void }) {
  useDigitKeys({ digits, onDigits, onEnter: () => undefined });
  return <Keypad label="Amount" digits={digits} onDigits={onDigits} />;
}

/** Cash that moves without a sale. */
export function CashMovementDialog({ kind, onClose }: { kind: MovementKind; onClose: () => void }) {
  const { site, shift, say } = useTill();
  const [digits, setDigits] = useState("");
  const { word, hint } = MOVEMENTS[kind];
  const counts = kind !== "NO_SALE";
  const amount = counts ? Number(digits) : 0;
  const move = useAction((wish: CashWish, key: string) => moveCash(shift.shift_id, wish, key), {
    onSuccess: () => {
      say({ tone: "ok", text: counts ? `${word}: ${money(amount, site.currency)} is recorded.` : "The opening of the drawer is recorded." });
      onClose();
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    move.mutate({ kind, amount_minor: amount, reason: textOf(new FormData(event.currentTarget), "reason") });
  };
  return (
    <Dialog title={word} onClose={onClose} testId="cash-movement">
      <form onSubmit={submit} className="space-y-3.5">
        <p className="text-ink-2">{hint}</p>
        {counts && (
          <>
            <output data-testid="movement-amount" className="flex min-h-16 items-center justify-end rounded-xl bg-sunken px-4 text-4xl font-extrabold tabular-nums">{money(amount, site.currency)}</output>
            <InDialog value={true}><AmountPad digits={digits} onDigits={setDigits} /></InDialog>
          </>
        )}
        <TextField label={kind === "SAFE_DROP" ? "Note" : "Why"} name="reason" required={kind !== "SAFE_DROP"} maxLength={200} autoCapitalize="sentences" className="min-h-14! text-lg" data-testid="movement-reason" />
        <Refused error={move.error} />
        <DialogButtons onCancel={onClose}><BigButton look="primary" type="submit" disabled={move.isPending || (counts && amount === 0)} data-testid="movement-record">{move.isPending ? "Recording…" : `Record ${word.toLowerCase()}`}</BigButton></DialogButtons>
      </form>
    </Dialog>
  );
}
