"use client";

import { useTranslations } from "use-intl";
import { texts } from "@/i18n/language";
import { money, pumpLitres, unitPrice } from "@/lib/format";
import type { Sale, SaleLine } from "@/lib/selling-types";
import { tenderWord } from "@/lib/tender-words";
import type { Tender } from "@/lib/till-types";
import { Icon } from "../icon";
import { TestMark } from "../payments/parts";
import { keepFocus } from "./till-parts";

const REMOVE = "grid size-14 shrink-0 place-items-center rounded-lg text-ink-2 hover:bg-sunken disabled:opacity-55";

/** Tenders that were taken and not given back whole. */
export function standing(tenders: readonly Tender[]): Tender[] {
  const reversed = new Set(tenders.map((tender) => tender.reverses));
  return tenders.filter((tender) => tender.amount_minor > 0 && !reversed.has(tender.number));
}

function detail({ fuel, quantity, unit_amount_minor }: SaleLine, currency: string): string {
  if (fuel) return `${texts("till")("pumpNumber", { pump: String(fuel.pump) })} · ${pumpLitres(fuel.volume_ml)} L × ${unitPrice(fuel.unit_price_milli, currency)}`;
  return quantity > 1 ? `${quantity} × ${money(unit_amount_minor, currency)}` : "";
}

/** Money of a card goes back by a refund, which somebody approves; a prepayment with its change. */
function removable(sale: Sale, tender: Tender): boolean {
  return sale.kind !== "PRE_PAY" && (tender.kind === "CASH" || tender.kind === "ACCOUNT");
}

interface Props {
  sale: Sale;
  busy: boolean;
  onRemoveLine: (number: number) => void;
  onRemoveTender: (number: number) => void;
}

/** What is on the ticket, and what was given for it. */
export function Ticket({ sale, busy, onRemoveLine, onRemoveTender }: Props) {
  const t = useTranslations("till");
  const given = standing(sale.tenders);
  return (
    <ul aria-label={t("onTicket")} data-testid="ticket" className="divide-y divide-line overflow-y-auto">
      {sale.lines.length === 0 && <li className="px-4 py-4 text-ink-2">{t("ticketEmpty")}</li>}
      {sale.lines.map((line) => (
        <li key={line.number} className="flex min-h-14 items-center gap-2 pl-4">
          <span className="min-w-0 flex-1 py-2"><span className="block text-lg leading-6 font-semibold">{line.description}</span><span className="block text-ink-2 tabular-nums empty:hidden">{detail(line, sale.currency)}</span></span>
          <span className={`text-xl font-bold tabular-nums ${line.fuel ? "pr-4" : ""}`}>{money(line.amount_minor, sale.currency)}</span>
          {!line.fuel && <button type="button" disabled={busy} {...keepFocus} onClick={() => onRemoveLine(line.number)} aria-label={t("takeLineOff", { item: line.description })} className={REMOVE}><Icon name="close" /></button>}
        </li>
      ))}
      {sale.lines.length + given.length > 1 && <li className="flex min-h-12 items-center justify-between gap-3 bg-sunken px-4 text-lg font-bold"><span>{t("total")}</span><span data-testid="ticket-total" className="text-xl tabular-nums">{money(sale.total_minor, sale.currency)}</span></li>}
      {given.map((tender) => (
        <li key={`t${tender.number}`} className="flex min-h-14 items-center gap-2 bg-ok-bg pl-4 text-ok-ink">
          <span className="flex flex-1 flex-wrap items-center gap-2 text-lg font-semibold">{t("tenderTaken", { tender: tenderWord(tender) })}{tender.vehicle_id && ` · ${tender.vehicle_id}`}{tender.test && <TestMark />}</span>
          <span className={`text-xl font-bold tabular-nums ${removable(sale, tender) ? "" : "pr-4"}`}>{money(-tender.amount_minor, sale.currency)}</span>
          {removable(sale, tender) && <button type="button" disabled={busy} {...keepFocus} onClick={() => onRemoveTender(tender.number)} aria-label={t("pay.giveBack", { amount: money(tender.amount_minor, sale.currency) })} className={`${REMOVE} text-ok-ink!`}><Icon name="close" /></button>}
        </li>
      ))}
    </ul>
  );
}
