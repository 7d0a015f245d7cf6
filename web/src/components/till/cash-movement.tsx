"use client";

import { useState, type FormEvent } from "react";
import { useTranslations } from "use-intl";
import { money } from "@/lib/format";
import type { CashMovement } from "@/lib/selling-types";
import { MOVEMENTS } from "@/lib/selling-words";
import { moveCash } from "@/lib/till-actions";
import type { CashWish } from "@/lib/till-types";
import { useAction } from "@/lib/use-action";
import { Dialog, DialogButtons } from "../dialog";
import { TextField, textOf } from "../form";
import { Keypad } from "./keypad";
import { BigButton, Refused, useTill } from "./till-parts";
import { InDialog, useDigitKeys } from "./use-till-keys";

export type MovementKind = CashMovement["kind"];

function AmountPad({ digits, onDigits }: { digits: string; onDigits: (digits: string) => void }) {
  const t = useTranslations("till");
  useDigitKeys({ digits, onDigits, onEnter: () => undefined });
  return <Keypad label={t("amount")} digits={digits} onDigits={onDigits} />;
}

/** Cash that moves without a sale. */
export function CashMovementDialog({ kind, onClose }: { kind: MovementKind; onClose: () => void }) {
  const t = useTranslations("till");
  const { site, shift, say } = useTill();
  const [digits, setDigits] = useState("");
  const word = MOVEMENTS[kind]!;
  const counts = kind !== "NO_SALE";
  const amount = counts ? Number(digits) : 0;
  const move = useAction((wish: CashWish, key: string) => moveCash(shift.shift_id, wish, key), {
    onSuccess: () => {
      say({ tone: "ok", text: counts ? t("movement.recorded", { what: word, amount: money(amount, site.currency) }) : t("movement.opened") });
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
        <p className="text-ink-2">{t(`movement.${kind}`)}</p>
        {counts && (
          <>
            <output data-testid="movement-amount" className="flex min-h-16 items-center justify-end rounded-xl bg-sunken px-4 text-4xl font-extrabold tabular-nums">{money(amount, site.currency)}</output>
            <InDialog value={true}><AmountPad digits={digits} onDigits={setDigits} /></InDialog>
          </>
        )}
        <TextField label={kind === "SAFE_DROP" ? t("movement.note") : t("movement.why")} name="reason" required={kind !== "SAFE_DROP"} maxLength={200} autoCapitalize="sentences" className="min-h-14! text-lg" data-testid="movement-reason" />
        <Refused error={move.error} />
        <DialogButtons onCancel={onClose}><BigButton look="primary" type="submit" disabled={move.isPending || (counts && amount === 0)} data-testid="movement-record">{move.isPending ? t("movement.recording") : t("movement.record", { what: word })}</BigButton></DialogButtons>
      </form>
    </Dialog>
  );
}
