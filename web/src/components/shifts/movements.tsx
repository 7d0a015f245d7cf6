import { useTranslations } from "use-intl";
import { clock, money } from "@/lib/format";
import type { CashMovement } from "@/lib/selling-types";
import { MOVEMENTS } from "@/lib/selling-words";
import { Figures, Section } from "../sales/parts";

/** Cash that moved without a sale. */
export function Movements({ items, currency, zone }: { items: readonly CashMovement[] | undefined; currency: string; zone: string }) {
  const t = useTranslations("trade");
  return (
    <Section id="movements-title" title={t("shift.movements")} flush>
      {items && items.length > 0
        ? <Figures caption={t("shift.movements")} rows={items} rowId={(one) => String(one.number)} columns={[
            { title: t("time"), cell: (one) => clock(one.at, zone) },
            { title: t("what"), cell: (one) => <>{MOVEMENTS[one.kind] ?? one.kind}{one.reason && <span className="block text-sm text-ink-2">{one.reason}</span>}</> },
            { title: t("who"), cell: (one) => one.actor },
            { title: t("amount"), numeric: true, cell: (one) => (one.kind === "NO_SALE" ? "–" : money(one.kind === "PAID_IN" ? one.amount_minor : 0 - one.amount_minor, currency)) },
          ]} />
        : <p className="px-4 py-3 text-ink-2">{t(items ? "shift.noMovement" : "shift.loading")}</p>}
    </Section>
  );
}
