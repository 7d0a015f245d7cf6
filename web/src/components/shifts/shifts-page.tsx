"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useTranslations } from "use-intl";
import { texts } from "@/i18n/language";
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
  const t = texts("trade");
  return [
    { title: t("shift.cashier"), cell: (shift) => <><Who shift={shift} /><span className="block text-sm text-ink-2">{SHIFT_MODES[shift.mode]}</span></> },
    { title: t("shift.till"), cell: (shift) => shift.till },
    { title: t("opened"), cell: (shift) => <span className="whitespace-nowrap">{stamp(shift.opened_at, sites.zone(shift.site))}</span> },
  ];
}

function openColumns(sites: Sites): readonly Column<Shift>[] {
  const t = texts("trade");
  return [
    ...common(sites), { title: t("state"), cell: () => <Badge tone="ok" icon="play">{t("shift.openState")}</Badge> },
    { title: t("shift.float"), width: "md:text-right", cell: (shift) => money(shift.float_minor, shift.currency) }, { title: t("site"), cell: (shift) => sites.name(shift.site) },
  ];
}

function closedColumns(sites: Sites): readonly Column<Shift>[] {
  const t = texts("trade");
  return [
    { title: "Z", cell: (shift) => <Link href={shiftPath(shift.shift_id)} data-testid={`shift-${shift.shift_id}`} className={LINK}>Z {shift.z_number}</Link> },
    { title: t("shift.cashier"), cell: (shift) => shift.cashier }, { title: t("shift.till"), cell: (shift) => shift.till },
    { title: t("opened"), cell: (shift) => <span className="whitespace-nowrap">{stamp(shift.opened_at, sites.zone(shift.site))}</span> },
    { title: t("shift.closed"), cell: (shift) => <span className="whitespace-nowrap">{shift.closed_at && stamp(shift.closed_at, sites.zone(shift.site))}{shift.closed_by !== shift.cashier && <span className="block text-sm text-ink-2">{t("by", { name: shift.closed_by ?? "" })}</span>}</span> },
    { title: t("shift.counted"), width: "md:text-right", cell: (shift) => (shift.counted_minor === null ? "–" : money(shift.counted_minor, shift.currency)) },
    { title: t("shift.overShort"), cell: (shift) => <OverShort shift={shift} /> },
    { title: t("site"), cell: (shift) => sites.name(shift.site) },
  ];
}

/** `/shifts?site=…`: open ones first. */
export function ShiftsPage() {
  const t = useTranslations("trade");
  const sites = useSites("shifts.read");
  const { filter, set } = useFilter(["site"]);
  const open = shifts({ ...filter, state: "OPEN" });
  // What is below waits, so that it does not move.
  const { isPending } = useInfiniteQuery(open);
  return (
    <>
      <SellingTabs />
      <PageHead title={t("shift.title")}>{t("shift.intro")}</PageHead>
      <Tools><SiteFilter sites={sites} value={filter.site ?? ""} onChange={(site) => set({ site })} /><ListFiles name="shifts" query={shifts(filter)} columns={SHIFT_FILE} shown={shifts({ ...filter, state: "CLOSED" })} /></Tools>
      <section aria-labelledby="open-title" className="mb-6">
        <SectionTitle id="open-title">{t("open")}</SectionTitle>
        <Paged what={t("shift.theOpen")} query={open} empty={<Empty icon="till" title={t("shift.noneOpen")}>{t("shift.noneOpenHint")}</Empty>}>
          {(rows) => <DataTable caption={t("shift.openCaption")} columns={openColumns(sites)} rows={rows} rowId={(shift) => shift.shift_id} />}
        </Paged>
      </section>
      {!isPending && <section aria-labelledby="closed-title">
        <SectionTitle id="closed-title">{t("closed")}</SectionTitle>
        <Paged what={t("shift.theClosed")} query={shifts({ ...filter, state: "CLOSED" })} empty={<Empty icon="book" title={t("shift.noneClosed")}>{t("shift.noneClosedHint")}</Empty>}>
          {(rows) => <DataTable caption={t("shift.closedCaption")} columns={closedColumns(sites)} rows={rows} rowId={(shift) => shift.shift_id} />}
        </Paged>
      </section>}
    </>
  );
}
