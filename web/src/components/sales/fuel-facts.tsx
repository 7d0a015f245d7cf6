import { useTranslations } from "use-intl";
import { texts } from "@/i18n/language";
import { litreDifference, litres } from "@/lib/amounts";
import { deviceName, fullStamp, money, number, unitPrice } from "@/lib/format";
import { reasonWord } from "@/lib/reason-words";
import type { FuelLine, SaleDetail } from "@/lib/selling-types";
import type { Sites } from "@/lib/use-sites";
import { Icon } from "../icon";
import { Badge } from "../ui";
import { Facts, Section, type Fact } from "./parts";

function delivered(fuel: FuelLine, sale: SaleDetail, sites: Sites): Fact[] {
  const t = texts("trade");
  const zone = sites.zone(sale.site);
  return [
    [t("pumpNozzle"), `${fuel.pump}, ${fuel.nozzle}`], [t("grade"), sites.grade(sale.site, fuel.grade_id)],
    [t("volume"), litres(fuel.volume_ml)], [t("sale.unitPrice"), t("sale.perLitre", { price: unitPrice(fuel.unit_price_milli, sale.currency) })],
    [t("totaliserBefore"), litres(fuel.volume_total_before_ml)], [t("totaliserAfter"), litres(fuel.volume_total_after_ml)],
    [t("sale.began"), fullStamp(fuel.started_at, zone)], [t("sale.finished"), fullStamp(fuel.finished_at, zone)],
    [t("sale.numberAtPump"), number(fuel.sequence)], [t("priceSet"), fuel.price_set > 0 ? number(fuel.price_set) : t("sale.notTold")],
    [t("sale.endedBy"), fuel.end_reason ? reasonWord(fuel.end_reason) : t("sale.notTold")],
  ];
}

function limits(sale: SaleDetail): Fact[] {
  const t = texts("trade");
  const facts: Fact[] = [];
  if (sale.max_amount_minor > 0) facts.push([t("sale.limitedTo"), money(sale.max_amount_minor, sale.currency)]);
  if (sale.max_volume_ml > 0) facts.push([t("sale.limitedTo"), litres(sale.max_volume_ml)]);
  if (sale.nozzles.length > 0) facts.push([t("sale.allowedNozzles"), sale.nozzles.join(", ")]);
  if (sale.return_tank > 0) facts.push([t("sale.putBackInto"), deviceName(`tank/${sale.return_tank}`)]);
  return facts;
}

/** Whether the totaliser moved by what was sold. */
function Totaliser({ fuel }: { fuel: FuelLine }) {
  const t = useTranslations("trade");
  const difference = fuel.volume_total_after_ml - fuel.volume_total_before_ml - fuel.volume_ml;
  if (difference === 0) return <Badge tone="ok" icon="check">{t("sale.totaliserAgrees")}</Badge>;
  return <Badge tone="bad" icon="warning">{t("sale.totaliserDiffers", { litres: litreDifference(difference) })}</Badge>;
}

/** What the pump said of it. */
export function FuelFacts({ sale, sites }: { sale: SaleDetail; sites: Sites }) {
  const t = useTranslations("trade");
  const lines = sale.lines.flatMap((line) => (line.fuel ? [line.fuel] : []));
  if (sale.pump === 0) return null;
  return (
    <Section id="fuel-title" title={t("sale.fuelling")} aside={<span className="flex flex-wrap gap-2">{lines[0]?.offline && <Badge tone="warn" icon="unlink">{t("sale.offline")}</Badge>}{lines[0] && <Totaliser fuel={lines[0]} />}</span>}>
      {lines.map((fuel) => <Facts key={fuel.sequence} facts={[...delivered(fuel, sale, sites), ...limits(sale)]} />)}
      {lines.length === 0 && (
        <>
          <p className="mb-3 flex items-center gap-2 text-ink-2"><Icon name="info" />{t("sale.notReported")}</p>
          <Facts facts={[[t("pump"), String(sale.pump)], [t("priceSet"), sale.price_set > 0 ? number(sale.price_set) : t("none")], ...limits(sale)]} />
        </>
      )}
    </Section>
  );
}
