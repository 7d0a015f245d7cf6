import { useTranslations } from "use-intl";
import { gradeName } from "@/lib/equipment";
import { unitPrice } from "@/lib/format";
import { SERVICE_LEVELS, changeWord, type Move } from "@/lib/price-draft";
import { within } from "@/lib/selling-words";
import type { Site } from "@/lib/types";
import { CheckField } from "../form";
import { Icon } from "../icon";

/** A wrong digit costs a station a fortune: what moves much is named and must be meant. */
export function LargeMoves({ site, moves, meant, onChange }: { site: Site; moves: readonly Move[]; meant: boolean; onChange: (meant: boolean) => void }) {
  const t = useTranslations("trade");
  return (
    <div role="alert" data-testid="large-moves" className="rounded-xl border border-warn bg-warn-bg px-4 py-3 text-warn-ink">
      <p className="flex items-center gap-2 font-bold"><Icon name="warning" />{t("prices.large")}</p>
      <ul className="mt-1">
        {moves.map((move) => (
          <li key={move.grade_id + move.service_level}>{t.rich("prices.move", { grade: gradeName(site, move.grade_id), level: within(SERVICE_LEVELS[move.service_level]), before: unitPrice(move.before, site.currency), after: unitPrice(move.after, site.currency), change: changeWord(move.before, move.after), b: (words) => <strong>{words}</strong> })}</li>
        ))}
      </ul>
      <CheckField label={t("prices.largeMeant")} checked={meant} onChange={(event) => onChange(event.target.checked)} data-testid="large-meant" />
    </div>
  );
}
