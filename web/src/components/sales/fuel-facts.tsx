import { litreDifference, litres } from "@/lib/amounts";
import { fullStamp, money, number, unitPrice } from "@/lib/format";
import type { FuelLine, SaleDetail } from "@/lib/selling-types";
import { sentence } from "@/lib/selling-words";
import type { Sites } from "@/lib/use-sites";
import { Icon } from "../icon";
import { Badge } from "../ui";
import { Facts, Section, type Fact } from "./parts";

function delivered(fuel: FuelLine, sale: SaleDetail, sites: Sites): Fact[] {
  const zone = sites.zone(sale.site);
  return [
    ["Pump, nozzle", `${fuel.pump}, ${fuel.nozzle}`], ["Grade", sites.grade(sale.site, fuel.grade_id)],
    ["Volume", litres(fuel.volume_ml)], ["Unit price", `${unitPrice(fuel.unit_price_milli, sale.currency)} per litre`],
    ["Totaliser before", litres(fuel.volume_total_before_ml)], ["Totaliser after", litres(fuel.volume_total_after_ml)],
    ["Began", fullStamp(fuel.started_at, zone)], ["Finished", fullStamp(fuel.finished_at, zone)],
    ["Number at the pump", number(fuel.sequence)], ["Price set", fuel.price_set > 0 ? number(fuel.price_set) : "not told"],
    ["Ended by", fuel.end_reason ? sentence(fuel.end_reason) : "not told"],
  ];
}

function limits(sale: SaleDetail): Fact[] {
  const facts: Fact[] = [];
  if (sale.max_amount_minor > 0) facts.push(["Limited to", money(sale.max_amount_minor, sale.currency)]);
  if (sale.max_volume_ml > 0) facts.push(["Limited to", litres(sale.max_volume_ml)]);
  if (sale.nozzles.length > 0) facts.push(["Allowed nozzles", sale.nozzles.join(", ")]);
  if (sale.return_tank > 0) facts.push(["Put back into", `Tank ${sale.return_tank}`]);
  return facts;
}

/** Whether the totaliser moved by what was sold. */
function Totaliser({ fuel }: { fuel: FuelLine }) {
  const difference = fuel.volume_total_after_ml - fuel.volume_total_before_ml - fuel.volume_ml;
  if (difference === 0) return <Badge tone="ok" icon="check">Totaliser agrees</Badge>;
  return <Badge tone="bad" icon="warning">Totaliser differs by {litreDifference(difference)}</Badge>;
}

/** What the pump said of it. */
export function FuelFacts({ sale, sites }: { sale: SaleDetail; sites: Sites }) {
  const lines = sale.lines.flatMap((line) => (line.fuel ? [line.fuel] : []));
  if (sale.pump === 0) return null;
  return (
    <Section id="fuel-title" title="Fuelling" aside={<span className="flex flex-wrap gap-2">{lines[0]?.offline && <Badge tone="warn" icon="unlink">Offline</Badge>}{lines[0] && <Totaliser fuel={lines[0]} />}</span>}>
      {lines.map((fuel) => <Facts key={fuel.sequence} facts={[...delivered(fuel, sale, sites), ...limits(sale)]} />)}
      {lines.length === 0 && (
        <>
          <p className="mb-3 flex items-center gap-2 text-ink-2"><Icon name="info" />The pump has not reported a finished fuelling for this sale.</p>
          <Facts facts={[["Pump", String(sale.pump)], ["Price set", sale.price_set > 0 ? number(sale.price_set) : "none"], ...limits(sale)]} />
        </>
      )}
    </Section>
  );
}
