"use client";

import { useTranslations } from "use-intl";
import { Skeletons } from "../ui";

/** The till's shape before its pumps are known. */
export function PosWaiting() {
  const t = useTranslations("pos");
  return <div className="grid grid-cols-2 gap-3 sm:grid-cols-4"><Skeletons count={8} className="h-44" label={t("place.loading")} /></div>;
}
