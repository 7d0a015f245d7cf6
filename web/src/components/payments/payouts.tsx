"use client";

import { localDay, money, number } from "@/lib/format";
import { payoutLook } from "@/lib/finance-words";
import { PAYOUT_FILE } from "@/lib/list-files";
import { payouts } from "@/lib/payment-queries";
import type { Payout } from "@/lib/payment-types";
import { DataTable, type Column } from "../data-table";
import { Paged } from "../paged";
import { LookBadge } from "../sales/parts";
import { ListFiles, Tools } from "../table-tools";
import { Badge, Empty } from "../ui";

const COLUMNS: readonly Column<Payout>[] = [
  { title: "Arrives", cell: (one) => <span data-testid={`payout-${one.payout_id}`} className="font-semibold whitespace-nowrap">{localDay(one.arrives_on)}</span> },
  { title: "State", cell: (one) => <LookBadge look={payoutLook(one.status)} /> },
  { title: "Paid out", width: "md:text-right", cell: (one) => <span className="font-semibold whitespace-nowrap">{money(one.amount_minor, one.currency)}</span> },
  { title: "Before fees", width: "md:text-right", cell: (one) => <>{money(one.gross_minor, one.currency)}<span className="block text-sm whitespace-nowrap text-ink-2">{number(one.transactions)} transactions</span></> },
  { title: "Fees", width: "md:text-right", cell: (one) => <span className="whitespace-nowrap">{money(one.fees_minor, one.currency)}</span> },
  { title: "Adds up", cell: (one) => (one.reconciled ? <Badge tone="ok" icon="check">Yes</Badge> : <Badge tone="warn" icon="question">Not yet</Badge>) },
  { title: "At Stripe", cell: (one) => <code className="text-sm [overflow-wrap:anywhere]">{one.payout_id}</code> },
];

/** What Stripe paid to the bank, newest first. */
export function Payouts() {
  return (
    <>
      <Tools><ListFiles name="payouts" query={payouts()} columns={PAYOUT_FILE} /></Tools>
      <Paged what="The payouts" query={payouts()} empty={<Empty icon="cash" title="Nothing was paid out yet">Stripe pays out what was taken a few days later.</Empty>}>
        {(rows) => <DataTable caption="Payouts, newest first" columns={COLUMNS} rows={rows} rowId={(one) => one.payout_id} />}
      </Paged>
    </>
  );
}
