"use client";

import { useState, type FormEvent } from "react";
import { useTranslations } from "use-intl";
import { money } from "@/lib/format";
import type { Deed, Operation } from "@/offline/types";
import { Dialog } from "../dialog";
import { TextField, textOf } from "../form";
import { Keypad } from "../till/keypad";
import { BigButton } from "../till/till-parts";
import { InDialog, useDigitKeys } from "../till/use-till-keys";

export type Movement = "PAID_IN" | "PAID_OUT" | "DROP";

interface Props {
  kind: Movement;
  currency: string;
  wrong: string;
  busy: boolean;
  onMove: (deed: Deed) => Promise<Operation | null>;
  onClose: () => void;
}

function Amount({ digits, onDigits }: { digits: string; onDigits: (digits: string) => void }) {
  const t = useTranslations("offline");
  useDigitKeys({ digits, onDigits, onEnter: () => undefined });
  return <Keypad label={t("movement.amount")} digits={digits} onDigits={onDigits} />;
}

/** Cash that moves without a sale. */
export function OfflineMovement({ kind, currency, wrong, busy, onMove, onClose }: Props) {
  const t = useTranslations("offline");
  const [digits, setDigits] = useState("");
  const amount = Number(digits);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const reason = textOf(new FormData(event.currentTarget), "reason").replace(/\s+/g, " ");
    void onMove({ kind, amount_minor: amount, reason }).then((kept) => kept && onClose());
  };
  return (
    <Dialog title={t(`kind.${kind}`)} onClose={onClose} testId="offline-movement">
      <form onSubmit={submit} className="space-y-3.5">
        <output className="flex min-h-16 items-center justify-end rounded-xl bg-sunken px-4 text-4xl font-extrabold tabular-nums">{money(amount, currency)}</output>
        <InDialog value={true}><Amount digits={digits} onDigits={setDigits} /></InDialog>
        <TextField label={t(kind === "DROP" ? "movement.note" : "movement.why")} name="reason" required={kind !== "DROP"} maxLength={200} autoCapitalize="sentences" className="min-h-14! text-lg" data-testid="offline-reason" />
        <p role="alert" className="font-semibold text-bad-ink empty:hidden">{wrong}</p>
        <BigButton look="primary" type="submit" data-testid="offline-record" disabled={busy || amount === 0} className="min-h-18 w-full">{t("movement.record")}</BigButton>
      </form>
    </Dialog>
  );
}
