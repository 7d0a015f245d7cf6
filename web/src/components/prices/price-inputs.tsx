import { useTranslations } from "use-intl";
import { texts } from "@/i18n/language";
import { milliOf } from "@/lib/amounts";
import { gradeName } from "@/lib/equipment";
import { unitPrice } from "@/lib/format";
import { SERVICE_LEVELS, changeWord, priceOf, type PriceKey } from "@/lib/price-draft";
import type { PriceSet } from "@/lib/selling-types";
import { within } from "@/lib/selling-words";
import type { Site } from "@/lib/types";
import { TextField } from "../form";

interface Props {
  site: Site;
  keys: readonly PriceKey[];
  typed: readonly string[];
  wrong: Record<number, string>;
  inForce: PriceSet | null;
  onChange: (position: number, text: string) => void;
}

function hint(before: number | null, text: string, currency: string): string {
  const t = texts("trade");
  if (before === null) return t("prices.notSold");
  const after = milliOf(text);
  const price = unitPrice(before, currency);
  return after === null || after === before || after <= 0 ? t("prices.nowAt", { price }) : t("prices.nowAtChange", { price, change: changeWord(before, after) });
}

/** One price for each grade and service level that the site sells. */
export function PriceInputs({ site, keys, typed, wrong, inForce, onChange }: Props) {
  const t = useTranslations("trade");
  const several = new Set(keys.map((key) => key.service_level)).size > 1;
  return (
    <fieldset>
      <legend className="mb-2 text-ink-2">{t("prices.legend", { currency: site.currency })}</legend>
      <div className="grid gap-4 sm:grid-cols-2">
        {keys.map((key, i) => (
          <TextField key={key.grade_id + key.service_level} label={`${gradeName(site, key.grade_id)}${several ? `, ${within(SERVICE_LEVELS[key.service_level])}` : ""}`} data-testid={`new-price-${key.grade_id}-${key.service_level}`}
            inputMode="decimal" value={typed[i] ?? ""} onChange={(event) => onChange(i, event.target.value)} error={wrong[i]} hint={hint(priceOf(inForce, key), typed[i] ?? "", site.currency)} className="text-lg font-semibold tabular-nums" />
        ))}
      </div>
      {keys.length === 0 && <p className="text-ink-2">{t("prices.noGrade")}</p>}
    </fieldset>
  );
}
