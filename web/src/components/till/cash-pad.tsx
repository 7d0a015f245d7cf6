"use client";

import { useEffect, useRef, useState } from "react";
import { money } from "@/lib/format";
import { isElsewhere, scannedCode, type Stroke } from "@/lib/till-keys";
import { cashStep, notes, pressed } from "@/lib/till-money";
import type { NewTender } from "@/lib/till-types";
import { Keypad } from "./keypad";
import { BigButton } from "./till-parts";

interface Props {
  dueMinor: number;
  currency: string;
  busy: boolean;
  /** Whether less than what is due may be taken now and the rest in another way. */
  partly: boolean;
  onTake: (tender: NewTender) => void;
  onScan?: (barcode: string) => void;
}

interface Keyed {
  digits: string;
  onDigits: (digits: string) => void;
  onEnter: () => void;
  onScan: ((barcode: string) => void) | undefined;
}

/** Digits, Backspace and Enter anywhere on the screen; a scanner is too quick for a person and means a barcode. */
function useCashKeys({ digits, onDigits, onEnter, onScan }: Keyed) {
  const strokes = useRef<Stroke[]>([]);
  useEffect(() => {
    const keyDown = (event: KeyboardEvent) => {
      if (isElsewhere(event)) return;
      if (/^\d$/.test(event.key)) {
        strokes.current = [...strokes.current, { key: event.key, timeMs: event.timeStamp }].slice(-13);
        onDigits(pressed(digits, event.key));
      } else if (event.key === "Backspace") onDigits(pressed(digits, "erase"));
      else if (event.key === "Enter") {
        event.preventDefault();
        const code = scannedCode(strokes.current);
        strokes.current = [];
        if (!code || !onScan) return onEnter();
        onDigits("");
        onScan(code);
      }
    };
    window.addEventListener("keydown", keyDown);
    return () => window.removeEventListener("keydown", keyDown);
  });
}

/** What the customer hands over: note by note, typed, or exactly. */
export function CashPad({ dueMinor, currency, busy, partly, onTake, onScan }: Props) {
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
  useCashKeys({ digits, onDigits: setDigits, onEnter: () => take(given), onScan });
  return (
    <div className="space-y-2.5">
      <p className="flex min-h-14 items-center justify-between gap-3 rounded-xl bg-sunken px-4">
        <span className="text-lg font-semibold">Cash given</span>
        <output data-testid="cash-given" className="text-3xl font-extrabold tabular-nums">{money(given, currency)}</output>
      </p>
      <div className="grid grid-cols-4 gap-2" role="group" aria-label="Notes">
        {notes(currency).slice(0, 4).map((note) => (
          <BigButton key={note} data-testid={`note-${note}`} className="px-1!" onClick={() => setDigits(String(given + note))}><span className="sr-only">Add </span>{money(note, currency).replace(/[.,]0+$/, "")}</BigButton>
        ))}
      </div>
      <Keypad label="Cash given" digits={digits} onDigits={setDigits} />
      <div className="grid grid-cols-[2fr_3fr] gap-2">
        <BigButton data-testid="cash-exact" disabled={busy} onClick={() => take(dueMinor)} className="min-h-18"><span className="leading-5">Exact<br /><span className="tabular-nums">{money(dueMinor, currency)}</span></span></BigButton>
        <BigButton look="primary" data-testid="cash-take" disabled={busy || given === 0 || !enough} onClick={() => take(given)} className="min-h-18">
          <span className="leading-6">{busy ? "Taking…" : "Take the cash"}
            {given > 0 && !busy && <span role="status" className="block text-base font-semibold tabular-nums">{step.leftMinor > 0 ? `${money(step.leftMinor, currency)} ${partly ? "left to pay" : "missing"}` : `Change ${money(step.changeMinor, currency)}`}</span>}
          </span>
        </BigButton>
      </div>
    </div>
  );
}
