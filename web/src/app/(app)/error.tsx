"use client";

import { useTranslations } from "use-intl";
import { Failure } from "@/components/ui";

/** The last resort: one broken widget must not leave a blank screen. */
export default function AppError({ error, reset }: { error: Error; reset: () => void }) {
  const t = useTranslations("common");
  return <Failure error={error} what={t("thisPage")} onRetry={reset} />;
}
