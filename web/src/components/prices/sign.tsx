import { gradeName } from "@/lib/equipment";
import { stamp, unitPrice } from "@/lib/format";
import { priceOf } from "@/lib/price-draft";
import type { PriceSet, PriceSign } from "@/lib/selling-types";
import { sentence } from "@/lib/selling-words";
import type { Site } from "@/lib/types";
import { Section } from "../sales/parts";
import { Badge } from "../ui";

function Line({ site, grade, milli, sold }: { site: Site; grade: string; milli: number; sold: number | null }) {
  const differs = sold !== null && sold !== milli;
  return (
    <li className="flex items-baseline justify-between gap-4 rounded-md bg-sunken px-4 py-2">
      <span className="font-semibold">{gradeName(site, grade)}</span>
      <span className="text-right">
        <span className="text-2xl font-extrabold tabular-nums">{unitPrice(milli, site.currency)}</span>
        {differs && <span className="block text-sm font-semibold text-warn-ink">sold at {unitPrice(sold, site.currency)}</span>}
      </span>
    </li>
  );
}

/** What motorists read. */
export function Sign({ site, sign, inForce }: { site: Site; sign: PriceSign | null; inForce: PriceSet | null }) {
  const badge = sign && (sign.confirmed ? <Badge tone="ok" icon="check">Confirmed</Badge> : <Badge tone="bad" icon="warning">Not confirmed</Badge>);
  return (
    <Section id="sign-title" title="Price sign" aside={badge}>
      {!sign && <p className="text-ink-2">Nothing has been shown on a sign yet.</p>}
      {sign && sign.prices.length === 0 && <p className="text-ink-2">{sign.reason === "unsupported_command" ? "The controller drives no sign." : "It has not confirmed to show anything yet."}</p>}
      {sign && sign.prices.length > 0 && (
        <ul className="grid gap-2">
          {sign.prices.map((one) => {
            const sold = priceOf(inForce, { grade_id: one.grade_id, service_level: "SELF" }) ?? priceOf(inForce, { grade_id: one.grade_id, service_level: "ATTENDED" });
            return <Line key={one.grade_id} site={site} grade={one.grade_id} milli={one.unit_price_milli} sold={sold} />;
          })}
        </ul>
      )}
      {sign?.shown_at && <p className="mt-3 text-sm text-ink-2">Shown since {stamp(sign.shown_at, site.time_zone)}.</p>}
      {sign && !sign.confirmed && <p className="mt-1 text-sm font-semibold text-bad-ink">{sign.reason ? `${sentence(sign.reason)}. ` : ""}It is tried again until it answers: see to the sign if this lasts.</p>}
    </Section>
  );
}
