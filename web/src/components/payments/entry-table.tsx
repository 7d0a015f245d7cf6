import Link from "next/link";
import { useTranslations } from "use-intl";
import { texts } from "@/i18n/language";
import { accountWords, entryWord } from "@/lib/finance-words";
import { moneyDifference } from "@/lib/amounts";
import { stamp } from "@/lib/format";
import type { LedgerEntry } from "@/lib/payment-types";
import { DataTable, type Column } from "../data-table";
import { LINK } from "../sales/parts";
import { paymentPath } from "./parts";

/** Debit and credit, one line for each account. */
function Legs({ entry }: { entry: LedgerEntry }) {
  return (
    <ul className="grid max-w-80 grid-cols-[auto_auto] gap-x-6">
      {entry.legs.map((leg) => <li key={leg.account} className="contents"><span>{accountWords(leg.account).word}</span><span className="text-right font-semibold whitespace-nowrap tabular-nums">{moneyDifference(leg.amount_minor, entry.currency)}</span></li>)}
    </ul>
  );
}

interface Props {
  rows: readonly LedgerEntry[];
  zone: (site: string) => string;
  /** Leads from an entry to its payment. */
  linked?: boolean;
}

function columns({ zone, linked = false }: Omit<Props, "rows">): readonly Column<LedgerEntry>[] {
  const t = texts("money");
  return [
    { title: t("ledger.when"), cell: (entry) => <span data-testid={`entry-${entry.entry_id}`} className="whitespace-nowrap">{stamp(entry.occurred_at, zone(entry.site))}</span> },
    { title: t("ledger.what"), cell: (entry) => <>{linked && entry.payment_id ? <Link href={paymentPath(entry.payment_id)} className={LINK}>{entryWord(entry.kind)}</Link> : entryWord(entry.kind)}<code className="block text-sm text-ink-2 [overflow-wrap:anywhere]">{entry.source_id}</code></> },
    { title: t("ledger.accounts"), cell: (entry) => <Legs entry={entry} /> },
  ];
}

/** Entries of the ledger: what is positive is debit, and together they are nothing. */
export function EntryTable({ rows, ...rest }: Props) {
  const t = useTranslations("money");
  return <DataTable caption={t("ledger.caption")} columns={columns(rest)} rows={rows} rowId={(entry) => entry.entry_id} />;
}
