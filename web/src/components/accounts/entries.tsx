"use client";

import Link from "next/link";
import { moneyDifference } from "@/lib/amounts";
import { money, number, stamp } from "@/lib/format";
import { accountFile } from "@/lib/list-files";
import { accountEntries } from "@/lib/selling-queries";
import type { Account, AccountEntry } from "@/lib/selling-types";
import type { Sites } from "@/lib/use-sites";
import { DataTable, type Column } from "../data-table";
import { Paged } from "../paged";
import { LINK } from "../sales/parts";
import { salePath } from "../sales/paths";
import { ListFiles } from "../table-tools";
import { Empty, SectionTitle } from "../ui";

const KINDS: Record<AccountEntry["kind"], string> = { CHARGE: "Charge", CREDIT: "Given back", PAYMENT: "Payment" };

function Vehicle({ entry }: { entry: AccountEntry }) {
  if (!entry.registration) return <span className="text-ink-2">–</span>;
  return (
    <>
      {entry.registration}
      {entry.odometer_km > 0 && <span className="block text-sm text-ink-2">{number(entry.odometer_km)} km</span>}
      {entry.odometer_backwards && <span className="block text-sm font-semibold text-warn-ink">less than the time before</span>}
    </>
  );
}

function columns({ currency, home_site }: Account, sites: Sites): readonly Column<AccountEntry>[] {
  return [
    { title: "Number", cell: (entry) => <span data-testid={`entry-${entry.number}`}>{entry.number}</span> },
    { title: "Time", cell: (entry) => <span className="whitespace-nowrap">{stamp(entry.at, sites.zone(home_site))}</span> },
    { title: "What", cell: (entry) => <>{entry.sale_id ? <Link href={salePath(entry.sale_id)} className={LINK}>{KINDS[entry.kind]}</Link> : KINDS[entry.kind]}<span className="block text-sm text-ink-2">{entry.reference || sites.name(entry.site)}</span></> },
    { title: "Vehicle", cell: (entry) => <Vehicle entry={entry} /> },
    { title: "Recorded by", cell: (entry) => entry.recorded_by },
    { title: "Amount", width: "md:text-right", cell: (entry) => <span className="font-semibold whitespace-nowrap">{moneyDifference(entry.amount_minor, currency)}</span> },
    { title: "Balance after", width: "md:text-right", cell: (entry) => <span className="whitespace-nowrap">{money(entry.balance_minor, currency)}</span> },
  ];
}

/** The ledger: a positive amount is owed. */
export function Entries({ account, sites }: { account: Account; sites: Sites }) {
  return (
    <section aria-labelledby="entries-title">
      <SectionTitle id="entries-title" aside={<ListFiles name={`account-${account.account_id}`} query={accountEntries(account.account_id)} columns={accountFile(account.currency)} />}>Ledger</SectionTitle>
      <Paged what="The ledger" query={accountEntries(account.account_id)} empty={<Empty icon="book" title="Nothing was charged or paid yet" />}>
        {(rows) => <DataTable caption="Entries of the ledger, newest first" columns={columns(account, sites)} rows={rows} rowId={(entry) => String(entry.number)} />}
      </Paged>
    </section>
  );
}
