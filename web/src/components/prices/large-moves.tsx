import { gradeName } from "@/lib/equipment";
import { unitPrice } from "@/lib/format";
import { SERVICE_LEVELS, changeWord, type Move } from "@/lib/price-draft";
import type { Site } from "@/lib/types";
import { CheckField } from "../form";
import { Icon } from "../icon";

/** A wrong digit costs a station a fortune: what moves much is named and must be meant. */
export function LargeMoves({ site, moves, meant, onChange }: { site: Site; moves: readonly Move[]; meant: boolean; onChange: (meant: boolean) => void }) {
  return (
    <div role="alert" data-testid="large-moves" className="rounded-xl border border-warn bg-warn-bg px-4 py-3 text-warn-ink">
      <p className="flex items-center gap-2 font-bold"><Icon name="warning" />This moves a price by more than 25 %</p>
      <ul className="mt-1">
        {moves.map((move) => (
          <li key={move.grade_id + move.service_level}>{gradeName(site, move.grade_id)}, {SERVICE_LEVELS[move.service_level].toLowerCase()}: {unitPrice(move.before, site.currency)} → <strong>{unitPrice(move.after, site.currency)}</strong> ({changeWord(move.before, move.after)})</li>
        ))}
      </ul>
      <CheckField label="Yes, these prices are meant" checked={meant} onChange={(event) => onChange(event.target.checked)} data-testid="large-meant" />
    </div>
  );
}
