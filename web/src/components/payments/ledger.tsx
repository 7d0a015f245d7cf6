"use client";

import { useTranslations } from "use-intl";
import { ACCOUNTS } from "@/lib/finance-words";
import { LEDGER_FILE } from "@/lib/list-files";
import { ledgerEntries } from "@/lib/payment-queries";
import { options } from "@/lib/selling-words";
import { useSites } from "@/lib/use-sites";
import { Paged } from "../paged";
import { SiteFilter } from "../sales/parts";
import { FilterSelect, ListFiles, Tools, useFilter } from "../table-tools";
import { Empty } from "../ui";
import { EntryTable } from "./entry-table";

/** Every entry; none is ever changed. */
export function Ledger() {
  const t = useTranslations("money");
  const sites = useSites("finance.read");
  const { filter, set } = useFilter(["site", "account"]);
  return (
    <>
      <Tools>
        <SiteFilter sites={sites} value={filter.site ?? ""} onChange={(site) => set({ site })} />
        <FilterSelect label={t("ledger.account")} all={t("ledger.everyAccount")} value={filter.account ?? ""} options={options(ACCOUNTS)} onChange={(account) => set({ account })} />
        <ListFiles name="ledger" query={ledgerEntries(filter)} columns={LEDGER_FILE} />
      </Tools>
      <Paged what={t("ledger.the")} query={ledgerEntries(filter)} empty={<Empty icon="book" title={t("ledger.noneHere")}>{t("ledger.noneHint")}</Empty>}>
        {(rows) => <EntryTable rows={rows} zone={(site) => sites.zone(site || undefined)} linked />}
      </Paged>
    </>
  );
}
