"use client";

import { createContext, useContext, useEffect, useRef, useState } from "react";
import { isDialogOpen } from "@/lib/dialogs";
import { isElsewhere, isTyping, scannedCode, typedPump, withStroke, type Stroke } from "@/lib/till-keys";
import { pressed } from "@/lib/digits";

/** True for what stands in a dialog: keys go to the dialog while one is open, and to the page otherwise. */
export const InDialog = createContext(false);

/** The digits since the last Enter. `take` ends them: what they were if a scanner typed them, else empty. */
function useStrokes() {
  const strokes = useRef<Stroke[]>([]);
  const note = ({ key, timeStamp }: KeyboardEvent) => {
    strokes.current = withStroke(strokes.current, { key, timeMs: timeStamp });
  };
  const take = () => {
    const code = scannedCode(strokes.current);
    strokes.current = [];
    return code;
  };
  return { note, take };
}

interface Keys {
  onPump: (number: number) => void;
  onEscape: () => void;
  onScan: (barcode: string) => void;
}

/** Digits choose a pump and Enter does what a tap on it does; a scanner means a barcode. Returns the number that is being typed. */
export function usePumpKeys(enabled: boolean, { onPump, onEscape, onScan }: Keys): string {
  const [typed, setTyped] = useState("");
  const strokes = useStrokes();
  const last = useRef(0);
  useEffect(() => {
    if (!enabled) return;
    const keyDown = (event: KeyboardEvent) => {
      if (isDialogOpen()) return;
      if (event.key === "Escape") {
        setTyped("");
        onEscape();
      } else if (event.key === "Enter") {
        const code = strokes.take();
        if (!code && typed === "") return;
        event.preventDefault();
        setTyped("");
        if (code) onScan(code);
        else onPump(Number(typed));
      } else if (/^\d$/.test(event.key) && !isElsewhere(event)) {
        strokes.note(event);
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

/** A scanner's Enter presses no button of a dialog that happens to have the focus. */
export function useScanGuard(): void {
  const strokes = useStrokes();
  useEffect(() => {
    const keyDown = (event: KeyboardEvent) => {
      if (!isDialogOpen() || isTyping(event)) return;
      if (/^\d$/.test(event.key)) strokes.note(event);
      if (event.key === "Enter" && strokes.take()) event.preventDefault();
    };
    window.addEventListener("keydown", keyDown, { capture: true });
    return () => window.removeEventListener("keydown", keyDown, { capture: true });
  });
}

/** Where nothing takes digits: a scan, or else Enter. */
export function useEnter({ onEnter, onScan }: { onEnter: () => void; onScan: (barcode: string) => void }): void {
  const strokes = useStrokes();
  useEffect(() => {
    const keyDown = (event: KeyboardEvent) => {
      if (isDialogOpen() || isTyping(event)) return;
      if (/^\d$/.test(event.key)) strokes.note(event);
      if (event.key !== "Enter") return;
      const code = strokes.take();
      if (!code && isElsewhere(event)) return;
      event.preventDefault();
      if (code) onScan(code);
      else onEnter();
    };
    window.addEventListener("keydown", keyDown);
    return () => window.removeEventListener("keydown", keyDown);
  });
}

interface Keyed {
  digits: string;
  onDigits: (digits: string) => void;
  onEnter: () => void;
  onScan?: (barcode: string) => void;
}

/** Digits, Backspace and Enter anywhere on the screen; a scanner is too quick for a person and means a barcode. */
export function useDigitKeys({ digits, onDigits, onEnter, onScan }: Keyed): void {
  const strokes = useStrokes();
  const inDialog = useContext(InDialog);
  useEffect(() => {
    const enter = (event: KeyboardEvent) => {
      const code = isTyping(event) ? "" : strokes.take();
      if (!code && isElsewhere(event)) return;
      event.preventDefault();
      if (!code) return onEnter();
      // Where nothing is sold a scan is a slip: neither an amount nor a yes.
      onDigits("");
      onScan?.(code);
    };
    const keyDown = (event: KeyboardEvent) => {
      if (isDialogOpen() !== inDialog) return;
      if (event.key === "Enter") return enter(event);
      if (isElsewhere(event)) return;
      if (/^\d$/.test(event.key)) {
        strokes.note(event);
        onDigits(pressed(digits, event.key));
      } else if (event.key === "Backspace") onDigits(pressed(digits, "erase"));
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
