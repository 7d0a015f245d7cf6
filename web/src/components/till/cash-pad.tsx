"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import { money, shortMoney } from "@/lib/format";
import { cashStep, notes } from "@/lib/till-money";
import type { Handed } from "@/lib/till-types";
import { Keypad } from "./keypad";
import { BigButton } from "./till-parts";
import { useDigitKeys } from "./use-till-keys";

interface Props {
  dueMinor: number;
  currency: string;
  busy: boolean;
  /** Whether less than what is due may be taken now and the rest in another way. */
  partly: boolean;
  onTake: (tender: Handed) => void;
  onScan?: (barcode: string) => void;
}

/** What the customer hands over: note by note, typed, or exactly. */
export function CashPad({ dueMinor, currency, busy, partly, onTake, onScan }: Props) {
  const t = useTranslations("till");
  const [digits, setDigits] = useState("");
  const given = Number(digits);
  const step = cashStep(dueMinor, given);
  const enough = partly || step.leftMinor === 0;
  const take = (handed: number) => {
    if (busy) return;
    const { amountMinor, givenMinor, leftMinor } = cashStep(dueMinor, handed);
    if (leftMinor > 0 && !partly) return;
    onTake({ kind: "CASH", amount_minor: amountMinor, given_minor: givenMinor });
    setDigits("");
  };
  const side = notes(currency).slice(0, 4).map((note) => (
    <BigButton key={note} look="quiet" data-testid={`note-${note}`} className="px-1! text-xl!" onClick={() => setDigits(String(given + note))}><span className="sr-only">{t("cash.add")} </span>{shortMoney(note, currency)}</BigButton>
  ));
  useDigitKeys({ digits, onDigits: setDigits, onEnter: () => take(given), onScan });
  return (
    <div className="space-y-2.5">
      <p className="flex min-h-14 items-center justify-between gap-3 rounded-xl bg-sunken px-4">
        <span className="text-lg font-semibold">{t("cash.given")}</span>
        <output data-testid="cash-given" className="text-3xl font-extrabold tabular-nums">{money(given, currency)}</output>
      </p>
      <Keypad label={t("cash.given")} digits={digits} onDigits={setDigits} side={side} />
      <div className="grid grid-cols-[1fr_2fr] gap-2">
        <BigButton data-testid="cash-exact" disabled={busy} onClick={() => take(dueMinor)} className="min-h-18 px-2!"><span className="leading-5">{t("cash.exact")}<br /><span className="tabular-nums">{money(dueMinor, currency)}</span></span></BigButton>
        <BigButton look="primary" data-testid="cash-take" disabled={busy || given === 0 || !enough} onClick={() => take(given)} className="min-h-18 px-2!">
          <span className="leading-6">{busy ? t("cash.taking") : t("cash.take")}
            {given > 0 && !busy && <span role="status" className="block text-base font-semibold tabular-nums">{step.leftMinor > 0 ? partly ? t("leftToPay", { amount: money(step.leftMinor, currency) }) : t("cash.missing", { amount: money(step.leftMinor, currency) }) : t("cash.change", { amount: money(step.changeMinor, currency) })}</span>}
          </span>
        </BigButton>
      </div>
    </div>
  );
}
