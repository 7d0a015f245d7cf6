"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { clock, money, pumpLitres } from "@/lib/format";
import type { Sale } from "@/lib/selling-types";
import { saleLook } from "@/lib/selling-words";
import { settledSales } from "@/lib/counter-queries";
import { Dialog } from "../dialog";
import { Icon } from "../icon";
import { Failure, Skeletons } from "../ui";
import { ReceiptHandOut } from "../pos-handout/receipt-hand-out";
import { RefundAtTill } from "./refund";
import { BigButton, PumpNumber, keepFocus, useTill } from "./till-parts";

/** "Unleaded 20.00 L, 2 × Coffee" */
function bought({ lines }: Sale): string {
  const words = lines.map(({ description, quantity, fuel }) => (fuel ? `${description} ${pumpLitres(fuel.volume_ml)} L` : quantity > 1 ? `${quantity} × ${description}` : description));
  return words.join(", ");
}

function Row({ sale, onChoose }: { sale: Sale; onChoose: () => void }) {
  const t = useTranslations("till");
  const { site } = useTill();
  return (
    <li>
      <button type="button" {...keepFocus} disabled={!sale.receipt_id} onClick={onChoose} className="flex min-h-16 w-full items-center gap-3 px-3 text-left hover:bg-sunken focus-visible:-outline-offset-4">
        {sale.pump > 0 ? <PumpNumber number={sale.pump} /> : <span className="grid size-12 place-items-center"><Icon name="basket" className="size-7" /></span>}
        <span className="min-w-0 flex-1 py-2">
          <span className="block truncate text-lg font-semibold">{bought(sale) || saleLook(sale).word}</span>
          <span className="text-ink-2">{bought(sale) && `${saleLook(sale).word} · `}{sale.cleared_at && clock(sale.cleared_at, site.time_zone)}{!sale.receipt_id && ` · ${t("recent.noReceipt")}`}</span>
        </span>
        <span className="text-xl font-bold tabular-nums">{money(sale.total_minor, sale.currency)}</span>
      </button>
    </li>
  );
}

function newestFirst(sales: readonly Sale[]): Sale[] {
  return [...sales].sort((a, b) => Date.parse(b.cleared_at ?? b.opened_at) - Date.parse(a.cleared_at ?? a.opened_at));
}

/** Its receipt, and money back for it. */
function Chosen({ sale, refunding, onRefund }: { sale: Sale; refunding: boolean; onRefund: () => void }) {
  const t = useTranslations("pos");
  if (refunding) return <RefundAtTill saleId={sale.sale_id} />;
  return (
    <div className="flex h-[70dvh] flex-col gap-2">
      <ReceiptHandOut of={{ saleId: sale.sale_id }} />
      {sale.total_minor > 0 && <BigButton data-testid="refund-open" onClick={onRefund}><Icon name="swap" className="size-6" />{t("refund.open")}</BigButton>}
    </div>
  );
}

/** A customer comes back: for the receipt, or for money. */
export function RecentSales({ onClose }: { onClose: () => void }) {
  const t = useTranslations("till");
  const { site, shift } = useTill();
  const answer = useQuery(settledSales(site.site_id, shift.shift_id));
  const pos = useTranslations("pos");
  const [chosen, setChosen] = useState<Sale | null>(null);
  const [refunding, setRefunding] = useState(false);
  const back = () => {
    setChosen(null);
    setRefunding(false);
  };
  const title = (sale: Sale) => (refunding ? `${pos("refund.ask")} · ${money(sale.total_minor, sale.currency)}` : t("recent.receipt", { amount: money(sale.total_minor, sale.currency) }));
  return (
    <Dialog title={chosen ? title(chosen) : t("recent.title")} onClose={chosen ? back : onClose} wide testId="recent">
      {chosen ? <Chosen sale={chosen} refunding={refunding} onRefund={() => setRefunding(true)} />
        : answer.isError ? <Failure error={answer.error} what={t("recent.what")} onRetry={() => void answer.refetch()} />
          : answer.data ? (
            <ul className="max-h-[65dvh] divide-y divide-line overflow-y-auto rounded-xl border border-line">
              {answer.data.items.length === 0 && <li className="px-4 py-6 text-ink-2">{t("recent.none")}</li>}
              {newestFirst(answer.data.items).map((sale) => <Row key={sale.sale_id} sale={sale} onChoose={() => setChosen(sale)} />)}
            </ul>
          ) : <div className="space-y-2"><Skeletons count={4} className="h-16" label={t("recent.loading")} /></div>}
    </Dialog>
  );
}
