import { useTranslations } from "use-intl";
import { gradeName } from "@/lib/equipment";
import { stamp, unitPrice } from "@/lib/format";
import { priceOf } from "@/lib/price-draft";
import { reasonWord } from "@/lib/reason-words";
import type { PriceSet, PriceSign } from "@/lib/selling-types";
import type { Site } from "@/lib/types";
import { Section } from "../sales/parts";
import { Badge } from "../ui";

function Line({ site, grade, milli, sold }: { site: Site; grade: string; milli: number; sold: number | null }) {
  const t = useTranslations("trade");
  const differs = sold !== null && sold !== milli;
  return (
    <li className="flex items-baseline justify-between gap-4 rounded-md bg-sunken px-4 py-2">
      <span className="font-semibold">{gradeName(site, grade)}</span>
      <span className="text-right">
        <span className="text-2xl font-extrabold tabular-nums">{unitPrice(milli, site.currency)}</span>
        {differs && <span className="block text-sm font-semibold text-warn-ink">{t("prices.soldAt", { price: unitPrice(sold, site.currency) })}</span>}
      </span>
    </li>
  );
}

/** What motorists read. */
export function Sign({ site, sign, inForce }: { site: Site; sign: PriceSign | null; inForce: PriceSet | null }) {
  const t = useTranslations("trade");
  const badge = sign && (sign.confirmed ? <Badge tone="ok" icon="check">{t("confirmed")}</Badge> : <Badge tone="bad" icon="warning">{t("notConfirmed")}</Badge>);
  return (
    <Section id="sign-title" title={t("prices.sign")} aside={badge}>
      {!sign && <p className="text-ink-2">{t("prices.signNone")}</p>}
      {sign && sign.prices.length === 0 && <p className="text-ink-2">{t(sign.reason === "unsupported_command" ? "prices.signNotDriven" : "prices.signUnconfirmed")}</p>}
      {sign && sign.prices.length > 0 && (
        <ul className="grid gap-2">
          {sign.prices.map((one) => {
            const sold = priceOf(inForce, { grade_id: one.grade_id, service_level: "SELF" }) ?? priceOf(inForce, { grade_id: one.grade_id, service_level: "ATTENDED" });
            return <Line key={one.grade_id} site={site} grade={one.grade_id} milli={one.unit_price_milli} sold={sold} />;
          })}
        </ul>
      )}
      {sign?.shown_at && <p className="mt-3 text-sm text-ink-2">{t("prices.shownSince", { time: stamp(sign.shown_at, site.time_zone) })}</p>}
      {sign && !sign.confirmed && <p className="mt-1 text-sm font-semibold text-bad-ink">{sign.reason ? `${reasonWord(sign.reason)}. ` : ""}{t("prices.signAgain")}</p>}
    </Section>
  );
}
