"use client";

import { useEffect } from "react";
import { useTranslations } from "use-intl";
import { isDialogOpen } from "@/lib/dialogs";
import { money } from "@/lib/format";
import type { Sale } from "@/lib/selling-types";
import { tenderWord } from "@/lib/tender-words";
import { Icon } from "../icon";
import { TestMark } from "../payments/parts";
import { ReceiptHandOut } from "../pos-handout/receipt-hand-out";
import { standing } from "./ticket";
import { useServing } from "./serving";
import { BigButton, FocusedHeading, Key } from "./till-parts";
import { useEnter } from "./use-till-keys";

/** Cash to hand over: the change of what was given last, or what was prepaid too much. */
export function cashBack(sale: Sale): number {
  const last = sale.tenders.at(-1);
  if (!last) return 0;
  if (last.change_minor > 0) return last.change_minor;
  return sale.tenders.filter((one) => one.kind === "CASH" && one.amount_minor < 0 && one.at === sale.cleared_at).reduce((sum, one) => sum - one.amount_minor, 0);
}

function Change({ minor, currency }: { minor: number; currency: string }) {
  const t = useTranslations("till");
  return (
    <div className="rounded-2xl bg-ok-bg px-6 py-7 text-center text-ok-ink">
      <p className="text-2xl font-bold">{t("change")}</p>
      <p data-testid="change" className="text-7xl leading-none font-extrabold tracking-tight tabular-nums sm:text-8xl">{money(minor, currency)}</p>
    </div>
  );
}

/** By which cards, and what the customer still owes. */
function ByCard({ sale }: { sale: Sale }) {
  const shown = standing(sale.tenders).filter((tender) => tender.kind === "CARD" || tender.kind === "RECEIVABLE");
  return (
    <ul className="space-y-1 empty:hidden" data-testid="paid-by-card">
      {shown.map((tender) => (
        <li key={tender.number} className="flex flex-wrap items-center gap-2 text-xl font-semibold"><Icon name={tender.kind === "CARD" ? "card" : "warning"} className="size-7" />{tenderWord(tender)}: <span className="tabular-nums">{money(tender.amount_minor, sale.currency)}</span>{tender.test && <TestMark />}</li>
      ))}
    </ul>
  );
}

/** The ticket is settled: the change, the receipt, and on to the next customer. */
export function PaidView({ sale, onNext, onScan }: { sale: Sale; onNext: () => void; onScan: (barcode: string) => void }) {
  useServing();
  const t = useTranslations("till");
  const change = cashBack(sale);
  const word = sale.clearing ? t(`paid.${sale.clearing}`) : t("paid.closed");
  useEnter({ onEnter: onNext, onScan });
  useEffect(() => {
    const keyDown = (event: KeyboardEvent) => {
      if (event.key === "Escape" && !isDialogOpen()) onNext();
    };
    window.addEventListener("keydown", keyDown);
    return () => window.removeEventListener("keydown", keyDown);
  }, [onNext]);
  return (
    <div data-testid="paid" className="grid gap-5 lg:grid-cols-2">
      <div className="flex flex-col gap-4">
        <div role="status" className="space-y-4">
          <FocusedHeading className="flex items-center gap-3 text-3xl font-extrabold">
            <Icon name="check" className="size-10" />{word}{sale.clearing === "PAID" && <span className="tabular-nums">{money(sale.total_minor, sale.currency)}</span>}
          </FocusedHeading>
          <ByCard sale={sale} />
          {change > 0 ? <Change minor={change} currency={sale.currency} /> : sale.clearing === "PAID" && <p className="text-2xl font-semibold text-ink-2">{t("paid.noChange")}</p>}
        </div>
        <BigButton look="primary" data-testid="next-customer" onClick={onNext} className="min-h-20 w-full text-2xl!">{t("paid.next")}</BigButton>
        <p className="hidden items-center gap-2 text-ink-2 lg:flex"><Key>Enter</Key> {t("paid.nextKey")}</p>
      </div>
      {sale.receipt_id ? <div className="flex h-[40rem] flex-col lg:h-[calc(100dvh-16.5rem)] lg:min-h-[30rem]"><ReceiptHandOut of={{ saleId: sale.sale_id }} /></div> : <p className="text-ink-2">{t("paid.noReceipt")}</p>}
    </div>
  );
}
