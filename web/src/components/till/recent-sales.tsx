"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { clock, money } from "@/lib/format";
import type { Sale } from "@/lib/selling-types";
import { saleLook } from "@/lib/selling-words";
import { settledSales } from "@/lib/till-queries";
import { Dialog } from "../dialog";
import { Icon } from "../icon";
import { Failure, Skeletons } from "../ui";
import { ReceiptHandOut } from "../pos-handout/receipt-hand-out";
import { PumpNumber, keepFocus, useTill } from "./till-parts";

function Row({ sale, onChoose }: { sale: Sale; onChoose: () => void }) {
  const { site } = useTill();
  return (
    <li>
      <button type="button" {...keepFocus} disabled={!sale.receipt_id} onClick={onChoose} className="flex min-h-16 w-full items-center gap-3 px-3 text-left hover:bg-sunken focus-visible:-outline-offset-4">
        {sale.pump > 0 ? <PumpNumber number={sale.pump} /> : <span className="grid size-12 place-items-center"><Icon name="basket" className="size-7" /></span>}
        <span className="min-w-0 flex-1"><span className="block text-lg font-semibold">{saleLook(sale).word}</span><span className="text-ink-2">{sale.cleared_at && clock(sale.cleared_at, site.time_zone)}{!sale.receipt_id && " · no receipt"}</span></span>
        <span className="text-xl font-bold tabular-nums">{money(sale.total_minor, sale.currency)}</span>
      </button>
    </li>
  );
}

function newestFirst(sales: readonly Sale[]): Sale[] {
  return [...sales].sort((a, b) => Date.parse(b.cleared_at ?? b.opened_at) - Date.parse(a.cleared_at ?? a.opened_at));
}

/** A customer comes back for the receipt. */
export function RecentSales({ onClose }: { onClose: () => void }) {
  const { site, shift } = useTill();
  const answer = useQuery(settledSales(site.site_id, shift.shift_id));
  const [chosen, setChosen] = useState<Sale | null>(null);
  return (
    <Dialog title={chosen ? `Receipt, ${money(chosen.total_minor, chosen.currency)}` : "Sales of this shift"} onClose={chosen ? () => setChosen(null) : onClose} wide testId="recent">
      {chosen ? <div className="flex h-[70dvh] flex-col"><ReceiptHandOut of={{ saleId: chosen.sale_id }} /></div>
        : answer.isError ? <Failure error={answer.error} what="The sales" onRetry={() => void answer.refetch()} />
          : answer.data ? (
            <ul className="max-h-[65dvh] divide-y divide-line overflow-y-auto rounded-xl border border-line">
              {answer.data.items.length === 0 && <li className="px-4 py-6 text-ink-2">Nothing has been sold in this shift yet.</li>}
              {newestFirst(answer.data.items).map((sale) => <Row key={sale.sale_id} sale={sale} onChoose={() => setChosen(sale)} />)}
            </ul>
          ) : <div className="space-y-2"><Skeletons count={4} className="h-16" label="Loading sales" /></div>}
    </Dialog>
  );
}
