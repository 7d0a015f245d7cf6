"use client";

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
  return [
    { title: "Number", cell: (kept) => <span data-testid={`kept-${kept.number}`} className="font-semibold">{kept.number}</span> },
    { title: "Made", cell: (kept) => <span className="whitespace-nowrap">{stamp(kept.run_at, site.time_zone)}</span> },
    { title: "By", cell: (kept) => (kept.nightly ? "itself, at night" : kept.run_by) },
    { title: "Result", cell: (kept) => (kept.settlement.balanced ? <Badge tone="ok" icon="check">Balanced</Badge> : <Badge tone="bad" icon="warning">Differs</Badge>) },
  ];
}

export function KeptSettlements({ site, day }: { site: Site; day: string }) {
  return (
    <section aria-labelledby="kept-title">
      <SectionTitle id="kept-title" aside={<ListFiles name={`settlements-${site.site_id}-${day}`} query={settlements(site.site_id, day)} columns={SETTLEMENT_FILE} />}>Kept settlements of this day</SectionTitle>
      <Paged what="The kept settlements" query={settlements(site.site_id, day)} empty={<Empty icon="book" title="None was kept yet">Each night the day before is settled by itself.</Empty>}>
        {(rows) => <DataTable caption="Kept settlements, newest first" columns={columns(site)} rows={rows} rowId={(kept) => String(kept.number)} />}
      </Paged>
    </section>
  );
}
