"use client";

import { useTranslations } from "use-intl";
import { Icon } from "../icon";

/** What cannot be done yet, because the server does not know everything that was done here. */
export function Unsent({ what, count }: { what: "signOut" | "close" | "switch"; count: number }) {
  const t = useTranslations("common");
  return <p role="alert" data-testid="held-back" className="my-2 flex items-start gap-2 rounded-lg bg-warn-bg px-4 py-3 text-lg leading-6 font-semibold text-warn-ink"><Icon name="unlink" className="mt-0.5 size-6 shrink-0" />{t(`unsent.${what}`, { count })}</p>;
}
