"use client";

import { Failure } from "@/components/ui";

/** The last resort: one broken widget must not leave a blank screen. */
export default function AppError({ error, reset }: { error: Error; reset: () => void }) {
  return <Failure error={error} what="This page" onRetry={reset} />;
}
