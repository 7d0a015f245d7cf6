"use client";

import { PosFrame } from "@/components/till/pos-frame";
import { Failure } from "@/components/ui";

/** The last resort: one broken view must not leave a blank till. */
export default function PosError({ error, reset }: { error: Error; reset: () => void }) {
  return <PosFrame><Failure error={error} what="The till" onRetry={reset} /></PosFrame>;
}
