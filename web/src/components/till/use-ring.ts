"use client";

import { useEffect, useState } from "react";
import { Ringer, isMuted, rememberMuted } from "@/lib/till-ring";

export interface Ring {
  muted: boolean;
  /** False until the first touch: the browser makes no sound before. */
  ready: boolean;
  toggle: () => void;
}

/** Rings as long as somebody calls. */
export function useRing(calling: boolean): Ring {
  const [ringer] = useState(() => new Ringer());
  const [muted, setMuted] = useState(isMuted);
  const [ready, setReady] = useState(false);
  useEffect(() => {
    const touched = () => void ringer.unlock().then(setReady);
    // Whoever has just opened the shift has touched the page already.
    if (navigator.userActivation?.hasBeenActive) touched();
    window.addEventListener("pointerdown", touched);
    window.addEventListener("keydown", touched);
    return () => {
      window.removeEventListener("pointerdown", touched);
      window.removeEventListener("keydown", touched);
      void ringer.close();
    };
  }, [ringer]);
  useEffect(() => {
    if (calling && !muted && ready) ringer.start();
    else ringer.stop();
  }, [ringer, calling, muted, ready]);
  const toggle = () => {
    rememberMuted(!muted);
    setMuted(!muted);
  };
  return { muted, ready, toggle };
}
