"use client";

import { useHeldBack } from "@/components/offline/use-offline";
import { signOut } from "@/lib/session-actions";
import { useAction } from "@/lib/use-action";
import { useSessionEnded } from "./use-me";

/** Whoever leaves takes nothing along that only this browser knows: `unsent` operations hold them back. */
export function useSignOut() {
  const unsent = useHeldBack();
  const ended = useSessionEnded();
  const leave = useAction(signOut, { onSuccess: ended });
  return { unsent, leave: () => leave.mutate(undefined), busy: leave.isPending, failed: leave.isError };
}
