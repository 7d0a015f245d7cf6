"use client";

import { useTranslations } from "use-intl";
import { PosFrame } from "@/components/till/pos-frame";
import { Failure } from "@/components/ui";

/** The last resort: one broken view must not leave a blank till. */
export default function PosError({ error, reset }: { error: Error; reset: () => void }) {
  const t = useTranslations("pos");
  return <PosFrame><Failure error={error} what={t("place.till")} onRetry={reset} /></PosFrame>;
}
