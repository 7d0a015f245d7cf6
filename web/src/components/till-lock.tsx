"use client";

import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { signOut } from "@/lib/session-actions";
import { methods, mySessions } from "@/lib/session-queries";
import { useAction } from "@/lib/use-action";
import { useSessionEnded } from "@/session/use-me";
import { useHeldBack } from "./offline/use-offline";

const IDLE_MS = 15 * 60_000;

/** A till that nobody touches goes back to "who are you": its live screen alone would keep the session open.
 *  What is not sent yet holds the cashier: nobody else could come in without the server. */
export function TillLock() {
  const enrolled = Boolean(useQuery(methods()).data?.till);
  const atTill = useQuery({ ...mySessions(), enabled: enrolled }).data?.items.some((session) => session.current && session.method === "pin") ?? false;
  const unsent = useHeldBack();
  const ended = useSessionEnded();
  const { mutate } = useAction(signOut, { onSuccess: ended });
  useEffect(() => {
    if (!atTill || unsent > 0) return;
    let timer: ReturnType<typeof setTimeout>;
    const touched = () => {
      clearTimeout(timer);
      timer = setTimeout(() => mutate(undefined), IDLE_MS);
    };
    touched();
    window.addEventListener("pointerdown", touched);
    window.addEventListener("keydown", touched);
    return () => {
      clearTimeout(timer);
      window.removeEventListener("pointerdown", touched);
      window.removeEventListener("keydown", touched);
    };
  }, [atTill, unsent, mutate]);
  return null;
}
