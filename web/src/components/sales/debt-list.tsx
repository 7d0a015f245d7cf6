"use client";

import Link from "next/link";
import { money, stamp } from "@/lib/format";
import { DEBT_FILE } from "@/lib/list-files";
import { debts } from "@/lib/selling-queries";
import type { Debt } from "@/lib/selling-types";
import { DEBT_STATES, clearingWord, options } from "@/lib/selling-words";
import type { Sites } from "@/lib/use-sites";
import { DataTable, type Column } from "../data-table";
import { Paged } from "../paged";
import { FilterSelect, ListFiles, SearchBox, Tools, useFilter } from "../table-tools";
import { Empty } from "../ui";
import { LINK, LookBadge, SiteFilter } from "./parts";
import { salePath } from "./paths";
import { WriteOff } from "./sale-debt";
import { SettleDebt } from "./settle-debt";

function columns(sites: Sites): readonly Column<Debt>[] {
  return [
    { title: "Recorded", cell: (debt) => <Link href={salePath(debt.sale_id)} data-testid={`debt-${debt.debt_id}`} className={`whitespace-nowrap ${LINK}`}>{stamp(debt.recorded_at, sites.zone(debt.site))}</Link> },
    { title: "State", cell: (debt) => <>{DEBT_STATES[debt.state] && <LookBadge look={DEBT_STATES[debt.state]!} />}<span className="mt-1 block text-sm text-ink-2">{clearingWord(debt.kind)}{debt.settled_by && `, settled by ${debt.settled_by}`}</span></> },
    { title: "Amount", width: "md:text-right", cell: (debt) => <span className="font-semibold whitespace-nowrap">{money(debt.amount_minor, debt.currency)}</span> },
    { title: "Who", width: "md:w-1/4", cell: (debt) => <>{debt.registration || (debt.person ? "" : "not known")}<span className="block text-sm text-ink-2">{[debt.person, debt.note].filter(Boolean).join(" · ")}</span></> },
    { title: "Site", cell: (debt) => <>{sites.name(debt.site)}{debt.pump > 0 && <span className="block text-sm text-ink-2">Pump {debt.pump}</span>}</> },
    { title: "", cell: (debt) => <span className="flex flex-wrap gap-2 md:justify-end"><SettleDebt debt={debt} /><WriteOff debt={debt} /></span> },
  ];
}

export function DebtList({ sites }: { sites: Sites }) {
  const { filter, set } = useFilter(["site", "debt", "registration"]);
  const { debt, ...rest } = filter;
  const query = debts({ ...rest, ...(debt && { state: debt }) });
  return (
    <>
      <Tools>
        <SearchBox label="Registration" value={filter.registration ?? ""} onChange={(registration) => set({ registration })} />
        <SiteFilter sites={sites} value={filter.site ?? ""} onChange={(site) => set({ site })} />
        <FilterSelect label="State" all="Every state" value={debt ?? ""} options={options(DEBT_STATES)} onChange={(state) => set({ debt: state })} />
        <ListFiles name="debts" query={query} columns={DEBT_FILE} />
      </Tools>
      <Paged what="The debts" query={query} empty={<Empty icon="check" title="No debts">Nobody has left without paying.</Empty>}>
        {(rows) => <DataTable caption="Debts, newest first" columns={columns(sites)} rows={rows} rowId={(one) => one.debt_id} />}
      </Paged>
    </>
  );
}
