import { useTranslations } from "use-intl";
import { money } from "@/lib/format";
import type { Shift } from "@/lib/selling-types";
import { Badge } from "../ui";

/** Counted less expected; nothing while the shift is open. */
export function OverShort({ shift }: { shift: Shift }) {
  const t = useTranslations("trade");
  const minor = shift.over_short_minor;
  if (minor === null) return <span className="text-ink-2">–</span>;
  if (minor === 0) return <Badge tone="ok" icon="check">{t("shift.exact")}</Badge>;
  return <Badge tone={minor < 0 ? "bad" : "warn"} icon="warning">{t(minor < 0 ? "shift.short" : "shift.over", { amount: money(Math.abs(minor), shift.currency) })}</Badge>;
}
