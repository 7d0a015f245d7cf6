"use client";

import Link from "next/link";
import { money, stamp } from "@/lib/format";
import { SHIFT_FILE } from "@/lib/list-files";
import { shifts } from "@/lib/selling-queries";
import type { Shift } from "@/lib/selling-types";
import { SHIFT_MODES } from "@/lib/selling-words";
import { useSites, type Sites } from "@/lib/use-sites";
import { DataTable, type Column } from "../data-table";
import { PageHead, SellingTabs } from "../page-head";
import { Paged } from "../paged";
import { LINK, SiteFilter } from "../sales/parts";
import { shiftPath } from "../sales/paths";
import { ListFiles, Tools, useFilter } from "../table-tools";
import { Badge, Empty, SectionTitle } from "../ui";
import { OverShort } from "./over-short";

function Who({ shift }: { shift: Shift }) {
  return <Link href={shiftPath(shift.shift_id)} data-testid={`shift-${shift.shift_id}`} className={LINK}>{shift.cashier}</Link>;
}

function common(sites: Sites): readonly Column<Shift>[] {
  return [
    { title: "Cashier", cell: (shift) => <><Who shift={shift} /><span className="block text-sm text-ink-2">{SHIFT_MODES[shift.mode]}</span></> },
    { title: "Till", cell: (shift) => shift.till },
    { title: "Opened", cell: (shift) => <span className="whitespace-nowrap">{stamp(shift.opened_at, sites.zone(shift.site))}</span> },
  ];
}

function openColumns(sites: Sites): readonly Column<Shift>[] {
  return [
    ...common(sites), { title: "State", cell: () => <Badge tone="ok" icon="play">Open</Badge> },
    { title: "Float", width: "md:text-right", cell: (shift) => money(shift.float_minor, shift.currency) }, { title: "Site", cell: (shift) => sites.name(shift.site) },
  ];
}

function closedColumns(sites: Sites): readonly Column<Shift>[] {
  return [
    { title: "Z", cell: (shift) => <Link href={shiftPath(shift.shift_id)} data-testid={`shift-${shift.shift_id}`} className={LINK}>Z {shift.z_number}</Link> },
    { title: "Cashier", cell: (shift) => shift.cashier }, { title: "Till", cell: (shift) => shift.till },
    { title: "Opened", cell: (shift) => <span className="whitespace-nowrap">{stamp(shift.opened_at, sites.zone(shift.site))}</span> },
    { title: "Closed", cell: (shift) => <span className="whitespace-nowrap">{shift.closed_at && stamp(shift.closed_at, sites.zone(shift.site))}{shift.closed_by !== shift.cashier && <span className="block text-sm text-ink-2">by {shift.closed_by}</span>}</span> },
    { title: "Counted", width: "md:text-right", cell: (shift) => (shift.counted_minor === null ? "–" : money(shift.counted_minor, shift.currency)) },
    { title: "Over or short", cell: (shift) => <OverShort shift={shift} /> },
    { title: "Site", cell: (shift) => sites.name(shift.site) },
  ];
}

/** `/shifts?site=…`: open ones first. */
export function ShiftsPage() {
  const sites = useSites("shifts.read");
  const { filter, set } = useFilter(["site"]);
  return (
    <>
      <SellingTabs />
      <PageHead title="Shifts">Who works at which till, and what was in the drawer at the end.</PageHead>
      <Tools><SiteFilter sites={sites} value={filter.site ?? ""} onChange={(site) => set({ site })} /><ListFiles name="shifts" query={shifts(filter)} columns={SHIFT_FILE} shown={shifts({ ...filter, state: "CLOSED" })} /></Tools>
      <section aria-labelledby="open-title" className="mb-6">
        <SectionTitle id="open-title">Open</SectionTitle>
        <Paged what="The open shifts" query={shifts({ ...filter, state: "OPEN" })} empty={<Empty icon="till" title="No shift is open">Nobody sells at the moment. A shift is opened at the till.</Empty>}>
          {(rows) => <DataTable caption="Open shifts" columns={openColumns(sites)} rows={rows} rowId={(shift) => shift.shift_id} />}
        </Paged>
      </section>
      <section aria-labelledby="closed-title">
        <SectionTitle id="closed-title">Closed</SectionTitle>
        <Paged what="The closed shifts" query={shifts({ ...filter, state: "CLOSED" })} empty={<Empty icon="book" title="No shift has been closed yet">A closed shift has its Z report here.</Empty>}>
          {(rows) => <DataTable caption="Closed shifts, newest first" columns={closedColumns(sites)} rows={rows} rowId={(shift) => shift.shift_id} />}
        </Paged>
      </section>
    </>
  );
}
