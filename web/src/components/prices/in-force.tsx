import { useTranslations } from "use-intl";
import { gradeName } from "@/lib/equipment";
import { stamp, unitPrice } from "@/lib/format";
import { SERVICE_LEVELS, priceOf } from "@/lib/price-draft";
import type { PriceSet, ServiceLevel } from "@/lib/selling-types";
import type { Site } from "@/lib/types";
import { Figures, Section } from "../sales/parts";

export function levelsOf(set: PriceSet): ServiceLevel[] {
  return (Object.keys(SERVICE_LEVELS) as ServiceLevel[]).filter((level) => set.prices.some((price) => (price.service_level ?? "SELF") === level));
}

export function gradesOf(site: Site, set: PriceSet): string[] {
  const order = site.grades.map((grade) => grade.grade_id);
  return [...new Set(set.prices.map((price) => price.grade_id))].sort((a, b) => order.indexOf(a) - order.indexOf(b));
}

/** Grades down, service levels across. */
export function InForce({ site, set }: { site: Site; set: PriceSet | null }) {
  const t = useTranslations("trade");
  if (!set) return <Section id="in-force-title" title={t("prices.inForce")}><p className="text-ink-2">{t("prices.nothingYet")}</p></Section>;
  const since = set.steps.find((step) => step.state === "IN_FORCE")?.at ?? set.effective_at;
  return (
    <Section id="in-force-title" title={t("prices.inForce")} aside={<span className="text-ink-2">{t("prices.setSince", { set: String(set.number), time: stamp(since, site.time_zone) })}</span>} flush>
      <Figures caption={t("prices.inForceCaption")} rows={gradesOf(site, set)} rowId={(grade) => grade} columns={[
        { title: t("grade"), cell: (grade) => <span className="font-semibold">{gradeName(site, grade)}</span> },
        ...levelsOf(set).map((level) => ({
          title: SERVICE_LEVELS[level], numeric: true,
          cell: (grade: string) => { const milli = priceOf(set, { grade_id: grade, service_level: level }); return <span data-testid={`price-${grade}-${level}`} className="text-xl font-bold">{milli === null ? "–" : unitPrice(milli, site.currency)}</span>; },
        })),
      ]} />
    </Section>
  );
}
