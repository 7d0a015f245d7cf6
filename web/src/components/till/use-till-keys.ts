"use client";

import { useEffect, useRef, useState } from "react";
import { isElsewhere, typedPump } from "@/lib/till-keys";

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
