"use client";

import { accountWords } from "@/lib/finance-words";
import { LEDGER_FILE } from "@/lib/list-files";
import { ledgerEntries } from "@/lib/payment-queries";
import { useSites } from "@/lib/use-sites";
import { Paged } from "../paged";
import { SiteFilter } from "../sales/parts";
import { FilterSelect, ListFiles, Tools, useFilter } from "../table-tools";
import { Empty } from "../ui";
import { EntryTable } from "./entry-table";

const ACCOUNTS = ["stripe_clearing", "takings", "fees", "bank", "customer_receivable", "disputed", "bad_debt", "counter_cash"].map((value) => ({ value, word: accountWords(value).word }));

/** Every entry; none is ever changed. */
export function Ledger() {
  const sites = useSites("finance.read");
  const { filter, set } = useFilter(["site", "account"]);
  return (
    <>
      <Tools>
        <SiteFilter sites={sites} value={filter.site ?? ""} onChange={(site) => set({ site })} />
        <FilterSelect label="Account" all="Every account" value={filter.account ?? ""} options={ACCOUNTS} onChange={(account) => set({ account })} />
        <ListFiles name="ledger" query={ledgerEntries(filter)} columns={LEDGER_FILE} />
      </Tools>
      <Paged what="The ledger" query={ledgerEntries(filter)} empty={<Empty icon="book" title="Nothing is booked here">Money is booked when it is taken; a hold is not.</Empty>}>
        {(rows) => <EntryTable rows={rows} zone={(site) => sites.zone(site || undefined)} linked />}
      </Paged>
    </>
  );
}
