"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { texts } from "@/i18n/language";
import { gradeName } from "@/lib/equipment";
import { stamp, unitPrice } from "@/lib/format";
import { SERVICE_LEVELS, changeWord, priceOf } from "@/lib/price-draft";
import { PRICE_SET_FILE } from "@/lib/list-files";
import { cancelPriceSet } from "@/lib/selling-actions";
import { priceSets } from "@/lib/selling-queries";
import type { PriceSet, SitePrices } from "@/lib/selling-types";
import { PRICE_SET_STATES, within } from "@/lib/selling-words";
import type { Site } from "@/lib/types";
import { useAction } from "@/lib/use-action";
import { usePermissions } from "@/session/use-me";
import { DataTable, type Column } from "../data-table";
import { Confirm } from "../dialog";
import { Paged } from "../paged";
import { LookBadge } from "../sales/parts";
import { ListFiles } from "../table-tools";
import { Empty, SectionTitle } from "../ui";
import { levelsOf } from "./in-force";

/** Each price, and by how much it moves against the set before. */
function PriceLines({ site, set, before }: { site: Site; set: PriceSet; before: PriceSet | null }) {
  const several = levelsOf(set).length > 1;
  return (
    <ul className="grid max-w-sm gap-y-0.5">
      {set.prices.map((price) => {
        const key = { grade_id: price.grade_id, service_level: price.service_level ?? "SELF" } as const;
        const old = priceOf(before, key);
        return (
          <li key={key.grade_id + key.service_level} className="grid grid-cols-[1fr_auto_4.5rem] gap-x-3 phone:grid-cols-[auto_1fr] phone:pb-1.5">
            <span className="phone:col-span-2 phone:text-sm phone:text-ink-2">{gradeName(site, key.grade_id)}{several && `, ${within(SERVICE_LEVELS[key.service_level])}`}</span>
            <span className="font-semibold tabular-nums">{unitPrice(price.unit_price_milli, site.currency)}</span>
            <span className="text-sm leading-6 text-ink-2 tabular-nums">{old !== null && old !== price.unit_price_milli && changeWord(old, price.unit_price_milli)}</span>
          </li>
        );
      })}
    </ul>
  );
}

function Cancel({ site, set }: { site: Site; set: PriceSet }) {
  const t = useTranslations("trade");
  const client = useQueryClient();
  const { may } = usePermissions();
  const cancel = useAction((number: number, key) => cancelPriceSet(site.site_id, number, key), {
    onSuccess: () => Promise.all(["prices", "price-sets"].map((key) => client.invalidateQueries({ queryKey: [key, site.site_id] }))),
  });
  if (set.state !== "SCHEDULED" || !may("prices.manage", site.site_id)) return null;
  return (
    <span className="flex md:justify-end">
      <Confirm text={t("prices.cancel")} title={t("prices.cancelTitle", { set: String(set.number) })} busy={cancel.isPending} error={cancel.error} onConfirm={(close) => cancel.mutate(set.number, { onSuccess: close })} onClosed={cancel.reset} testId={`cancel-set-${set.number}`}>
        {t("prices.cancelText", { time: stamp(set.effective_at, site.time_zone) })}
      </Confirm>
    </span>
  );
}

function common(site: Site, before: (set: PriceSet) => PriceSet | null): readonly Column<PriceSet>[] {
  const t = texts("trade");
  return [
    { title: t("prices.set"), cell: (set) => <span data-testid={`price-set-${set.number}`} data-state={set.state} className="font-semibold">{set.number}</span> },
    { title: t("prices.begins"), cell: (set) => <><span className="whitespace-nowrap">{stamp(set.effective_at, site.time_zone)}</span><span className="block text-sm text-ink-2">{t("prices.madeBy", { name: set.steps[0]?.actor ?? "–" })}</span></> },
    { title: t("state"), cell: (set) => <>{PRICE_SET_STATES[set.state] && <LookBadge look={PRICE_SET_STATES[set.state]!} />}</> },
    { title: t("prices.perLitre"), width: "md:w-1/2", cell: (set) => <PriceLines site={site} set={set} before={before(set)} /> },
  ];
}

export function Upcoming({ site, prices }: { site: Site; prices: SitePrices }) {
  const t = useTranslations("trade");
  const before = (set: PriceSet) => prices.upcoming[prices.upcoming.indexOf(set) - 1] ?? prices.in_force;
  if (prices.upcoming.length === 0) return null;
  return (
    <section aria-labelledby="upcoming-title">
      <SectionTitle id="upcoming-title">{t("prices.scheduled")}</SectionTitle>
      <DataTable caption={t("prices.scheduledCaption")} columns={[...common(site, before), { title: "", cell: (set) => <Cancel site={site} set={set} /> }]} rows={prices.upcoming} rowId={(set) => String(set.number)} />
    </section>
  );
}

/** Every set that there ever was. */
export function PriceHistory({ site }: { site: Site }) {
  const t = useTranslations("trade");
  return (
    <section aria-labelledby="history-title">
      <SectionTitle id="history-title" aside={<ListFiles name={`prices-${site.site_id}`} query={priceSets(site.site_id)} columns={PRICE_SET_FILE} />}>{t("prices.history")}</SectionTitle>
      <Paged what={t("prices.theHistory")} query={priceSets(site.site_id)} empty={<Empty icon="book" title={t("prices.noneYet")}>{t("prices.first")}</Empty>}>
        {(rows) => <DataTable caption={t("prices.newest")} columns={common(site, (set) => rows[rows.indexOf(set) + 1] ?? null)} rows={rows} rowId={(set) => String(set.number)} />}
      </Paged>
    </section>
  );
}
