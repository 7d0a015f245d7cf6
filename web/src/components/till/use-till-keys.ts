"use client";

import { createContext, useContext, useEffect, useRef, useState } from "react";
import { isElsewhere, scannedCode, typedPump, type Stroke } from "@/lib/till-keys";
import { pressed } from "@/lib/till-money";

/** True for what stands in a dialog: keys go to the dialog while one is open, and to the page otherwise. */
export const InDialog = createContext(false);

export function isDialogOpen(): boolean {
  return document.querySelector("dialog[open]") !== null;
}

interface Keys {
  onPump: (number: number) => void;
  onEscape: () => void;
}

/** Digits choose a pump and Enter does what a tap on it does. Returns the number that is being typed. */
export function usePumpKeys(enabled: boolean, { onPump, onEscape }: Keys): string {
  const [typed, setTyped] = useState("");
  const last = useRef(0);
  useEffect(() => {
    if (!enabled) return;
    const keyDown = (event: KeyboardEvent) => {
      if (isDialogOpen()) return;
      if (event.key === "Escape") {
        setTyped("");
        onEscape();
      } else if (event.key === "Enter" && typed !== "") {
        event.preventDefault();
        setTyped("");
        onPump(Number(typed));
      } else if (/^\d$/.test(event.key) && !isElsewhere(event)) {
        const since = event.timeStamp - last.current;
        last.current = event.timeStamp;
        setTyped((now) => typedPump(now, since, event.key));
      }
    };
    window.addEventListener("keydown", keyDown);
    return () => window.removeEventListener("keydown", keyDown);
  });
  return enabled ? typed : "";
}

interface Keyed {
  digits: string;
  onDigits: (digits: string) => void;
  onEnter: () => void;
  onScan?: (barcode: string) => void;
}

/** Digits, Backspace and Enter anywhere on the screen; a scanner is too quick for a person and means a barcode. */
export function useDigitKeys({ digits, onDigits, onEnter, onScan }: Keyed): void {
  const strokes = useRef<Stroke[]>([]);
  const inDialog = useContext(InDialog);
  useEffect(() => {
    const keyDown = (event: KeyboardEvent) => {
      if (isElsewhere(event) || isDialogOpen() !== inDialog) return;
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

/** Listens for a scanner where nothing else takes digits. */
export function ScanKeys({ onScan }: { onScan: (barcode: string) => void }): null {
  useDigitKeys({ digits: "", onDigits: () => undefined, onEnter: () => undefined, onScan });
  return null;
}
