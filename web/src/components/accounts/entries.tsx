"use client";

import Link from "next/link";
import { useTranslations } from "use-intl";
import { texts } from "@/i18n/language";
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

function Vehicle({ entry }: { entry: AccountEntry }) {
  const t = useTranslations("trade");
  if (!entry.registration) return <span className="text-ink-2">–</span>;
  return (
    <>
      {entry.registration}
      {entry.odometer_km > 0 && <span className="block text-sm text-ink-2">{t("km", { km: number(entry.odometer_km) })}</span>}
      {entry.odometer_backwards && <span className="block text-sm font-semibold text-warn-ink">{t("account.lessKm")}</span>}
    </>
  );
}

function columns({ currency, home_site }: Account, sites: Sites): readonly Column<AccountEntry>[] {
  const t = texts("trade");
  return [
    { title: t("number"), cell: (entry) => <span data-testid={`entry-${entry.number}`}>{entry.number}</span> },
    { title: t("time"), cell: (entry) => <span className="whitespace-nowrap">{stamp(entry.at, sites.zone(home_site))}</span> },
    { title: t("what"), cell: (entry) => <>{entry.sale_id ? <Link href={salePath(entry.sale_id)} className={LINK}>{t(`account.entry.${entry.kind}`)}</Link> : t(`account.entry.${entry.kind}`)}<span className="block text-sm text-ink-2">{entry.reference || sites.name(entry.site)}</span></> },
    { title: t("account.vehicle"), cell: (entry) => <Vehicle entry={entry} /> },
    { title: t("account.recordedBy"), cell: (entry) => entry.recorded_by },
    { title: t("amount"), width: "md:text-right", cell: (entry) => <span className="font-semibold whitespace-nowrap">{moneyDifference(entry.amount_minor, currency)}</span> },
    { title: t("account.balanceAfter"), width: "md:text-right", cell: (entry) => <span className="whitespace-nowrap">{money(entry.balance_minor, currency)}</span> },
  ];
}

/** The ledger: a positive amount is owed. */
export function Entries({ account, sites }: { account: Account; sites: Sites }) {
  const t = useTranslations("trade");
  return (
    <section aria-labelledby="entries-title">
      <SectionTitle id="entries-title" aside={<ListFiles name={`account-${account.account_id}`} query={accountEntries(account.account_id)} columns={accountFile(account.currency)} />}>{t("account.ledger")}</SectionTitle>
      <Paged what={t("account.theLedger")} query={accountEntries(account.account_id)} empty={<Empty icon="book" title={t("account.nothing")} />}>
        {(rows) => <DataTable caption={t("account.entries")} columns={columns(account, sites)} rows={rows} rowId={(entry) => String(entry.number)} />}
      </Paged>
    </section>
  );
}
