"use client";

import { useTranslations } from "use-intl";
import { texts } from "@/i18n/language";
import { stamp } from "@/lib/format";
import { SETTLEMENT_FILE } from "@/lib/list-files";
import { settlements } from "@/lib/selling-queries";
import type { StoredSettlement } from "@/lib/selling-types";
import type { Site } from "@/lib/types";
import { DataTable, type Column } from "../data-table";
import { Paged } from "../paged";
import { ListFiles } from "../table-tools";
import { Badge, Empty, SectionTitle } from "../ui";

function columns(site: Site): readonly Column<StoredSettlement>[] {
  const t = texts("trade");
  return [
    { title: t("number"), cell: (kept) => <span data-testid={`kept-${kept.number}`} className="font-semibold">{kept.number}</span> },
    { title: t("settlement.made"), cell: (kept) => <span className="whitespace-nowrap">{stamp(kept.run_at, site.time_zone)}</span> },
    { title: t("settlement.by"), cell: (kept) => (kept.nightly ? t("settlement.itself") : kept.run_by) },
    { title: t("settlement.result"), cell: (kept) => (kept.settlement.balanced ? <Badge tone="ok" icon="check">{t("settlement.balanced")}</Badge> : <Badge tone="bad" icon="warning">{t("settlement.differs")}</Badge>) },
  ];
}

export function KeptSettlements({ site, day }: { site: Site; day: string }) {
  const t = useTranslations("trade");
  return (
    <section aria-labelledby="kept-title">
      <SectionTitle id="kept-title" aside={<ListFiles name={`settlements-${site.site_id}-${day}`} query={settlements(site.site_id, day)} columns={SETTLEMENT_FILE} />}>{t("settlement.kept")}</SectionTitle>
      <Paged what={t("settlement.theKept")} query={settlements(site.site_id, day)} empty={<Empty icon="book" title={t("settlement.noneKept")}>{t("settlement.nightly")}</Empty>}>
        {(rows) => <DataTable caption={t("settlement.keptNewest")} columns={columns(site)} rows={rows} rowId={(kept) => String(kept.number)} />}
      </Paged>
    </section>
  );
}
