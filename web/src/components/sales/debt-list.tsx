"use client";

import Link from "next/link";
import { useTranslations } from "use-intl";
import { texts } from "@/i18n/language";
import { deviceName, money, stamp } from "@/lib/format";
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
  const t = texts("sales");
  return [
    { title: t("recorded"), cell: (debt) => <Link href={salePath(debt.sale_id)} data-testid={`debt-${debt.debt_id}`} className={`whitespace-nowrap ${LINK}`}>{stamp(debt.recorded_at, sites.zone(debt.site))}</Link> },
    { title: t("state"), cell: (debt) => <>{DEBT_STATES[debt.state] && <LookBadge look={DEBT_STATES[debt.state]!} />}<span className="mt-1 block text-sm text-ink-2">{clearingWord(debt.kind)}{debt.settled_by && t("settledBy", { name: debt.settled_by })}</span></> },
    { title: t("amount"), width: "md:text-right", cell: (debt) => <span className="font-semibold whitespace-nowrap">{money(debt.amount_minor, debt.currency)}</span> },
    { title: t("who"), width: "md:w-1/4", cell: (debt) => <>{debt.registration || (debt.person ? "" : t("notKnown"))}<span className="block text-sm text-ink-2">{[debt.person, debt.note].filter(Boolean).join(" · ")}</span></> },
    { title: t("site"), cell: (debt) => <>{sites.name(debt.site)}{debt.pump > 0 && <span className="block text-sm text-ink-2">{deviceName(`pump/${debt.pump}`)}</span>}</> },
    { title: "", cell: (debt) => <span className="flex flex-wrap gap-2 md:justify-end"><SettleDebt debt={debt} /><WriteOff debt={debt} /></span> },
  ];
}

export function DebtList({ sites }: { sites: Sites }) {
  const t = useTranslations("sales");
  const { filter, set } = useFilter(["site", "debt", "registration"]);
  const { debt, ...rest } = filter;
  const query = debts({ ...rest, ...(debt && { state: debt }) });
  return (
    <>
      <Tools>
        <SearchBox label={t("registration")} value={filter.registration ?? ""} onChange={(registration) => set({ registration })} />
        <SiteFilter sites={sites} value={filter.site ?? ""} onChange={(site) => set({ site })} />
        <FilterSelect label={t("state")} all={t("everyState")} value={debt ?? ""} options={options(DEBT_STATES)} onChange={(state) => set({ debt: state })} />
        <ListFiles name="debts" query={query} columns={DEBT_FILE} />
      </Tools>
      <Paged what={t("theDebts")} query={query} empty={<Empty icon="check" title={t("noDebts")}>{t("noDebtsHint")}</Empty>}>
        {(rows) => <DataTable caption={t("debtsNewest")} columns={columns(sites)} rows={rows} rowId={(one) => one.debt_id} />}
      </Paged>
    </>
  );
}
