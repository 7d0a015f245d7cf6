"use client";

import { useTranslations } from "use-intl";
import { useTitle } from "@/lib/use-title";
import { Icon } from "../icon";
import { Entrance } from "./entrance";

/** What customers read after they paid on their own phone, in its language. */
export function Paid() {
  const t = useTranslations("signIn");
  useTitle(t("paid.tab"));
  return (
    <Entrance subtitle={t("paid.title")}>
      <p className="flex items-center gap-3 text-xl font-bold"><Icon name="check" className="size-8" />{t("paid.thanks")}</p>
      <p className="mt-3 text-lg">{t("paid.text")}</p>
    </Entrance>
  );
}
