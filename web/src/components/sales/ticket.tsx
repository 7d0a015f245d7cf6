import Link from "next/link";
import { litres, vatGroups, vatRate } from "@/lib/amounts";
import { money, number, stamp, unitPrice } from "@/lib/format";
import type { SaleDetail, SaleLine } from "@/lib/selling-types";
import { tenderWord } from "@/lib/tender-words";
import { TestMark, paymentPath } from "../payments/parts";
import { Figures, LINK, Section, type Figure } from "./parts";
import { accountPath } from "./paths";

function Description({ line, currency }: { line: SaleLine; currency: string }) {
  const { fuel } = line;
  const detail = fuel ? `${litres(fuel.volume_ml)} × ${unitPrice(fuel.unit_price_milli, currency)} per litre` : line.quantity !== 1 ? `${line.quantity} × ${money(line.unit_amount_minor, currency)}` : "";
  return <><span className="font-semibold">{line.description}</span>{detail && <span className="block text-sm text-ink-2">{detail}</span>}</>;
}

function lineColumns(currency: string): readonly Figure<SaleLine>[] {
  return [
    { title: "Item", cell: (line) => <Description line={line} currency={currency} /> },
    { title: "VAT", numeric: true, cell: (line) => vatRate(line.vat_rate_bp) },
    { title: "Amount", numeric: true, cell: (line) => money(line.amount_minor, currency) },
  ];
}

function Vat({ sale }: { sale: SaleDetail }) {
  return (
    <p className="border-t border-line px-4 py-2.5 text-sm text-ink-2">
      {vatGroups(sale.lines).map((group) => `VAT ${vatRate(group.rate_bp)}: ${money(group.vat_minor, sale.currency)} of ${money(group.gross_minor, sale.currency)}`).join(" · ")}
    </p>
  );
}

type Tender = SaleDetail["tenders"][number];

/** A card leads to its payment, an account to its customer. */
function What({ tender }: { tender: Tender }) {
  if (tender.account_id) return <>Account <Link href={accountPath(tender.account_id)} className={LINK}>{tender.account_id}</Link></>;
  if (!tender.payment_id) return <>{tenderWord(tender)}</>;
  return <span className="inline-flex flex-wrap items-center gap-2"><Link href={paymentPath(tender.payment_id)} className={LINK}>{tenderWord(tender)}</Link>{tender.test && <TestMark />}</span>;
}

function Tenders({ sale, timeZone }: { sale: SaleDetail; timeZone: string }) {
  return (
    <ul className="border-t border-line">
      {sale.tenders.map((tender) => (
        <li key={tender.number} className="flex items-start justify-between gap-4 px-4 py-2.5 not-first:border-t not-first:border-line">
          <span className="min-w-0">
            <What tender={tender} />
            {tender.amount_minor < 0 && ", given back"}
            <span className="block text-sm text-ink-2">
              {[stamp(tender.at, timeZone), tender.vehicle_id, tender.odometer_km > 0 && `${number(tender.odometer_km)} km`, tender.change_minor > 0 && `${money(tender.given_minor, sale.currency)} handed over, ${money(tender.change_minor, sale.currency)} change`].filter(Boolean).join(" · ")}
            </span>
          </span>
          <span className="font-semibold tabular-nums whitespace-nowrap">{money(tender.amount_minor, sale.currency)}</span>
        </li>
      ))}
    </ul>
  );
}

function dueWord(due: number): string {
  return due < 0 ? "Change due" : "Due";
}

/** What is on the ticket, and what was given for it. */
export function Ticket({ sale, timeZone }: { sale: SaleDetail; timeZone: string }) {
  const owes = sale.due_minor !== 0 && !sale.clearing;
  return (
    <Section id="ticket-title" title="Ticket" flush>
      {sale.lines.length > 0
        ? <><Figures caption="What is on the ticket" columns={lineColumns(sale.currency)} rows={sale.lines} rowId={(line) => String(line.number)} total={["Total", "", money(sale.total_minor, sale.currency)]} /><Vat sale={sale} /></>
        : <p className="px-4 py-3 text-ink-2">Nothing is on the ticket yet.</p>}
      {sale.tenders.length > 0 && <Tenders sale={sale} timeZone={timeZone} />}
      {(owes || sale.tenders.length > 0) && (
        <p data-testid="due" className={`flex justify-between gap-4 border-t-2 border-line-strong px-4 py-2.5 font-bold ${owes ? "bg-warn-bg text-warn-ink" : ""}`}>
          <span>{dueWord(sale.due_minor)}</span><span className="tabular-nums">{money(Math.abs(owes ? sale.due_minor : 0), sale.currency)}</span>
        </p>
      )}
    </Section>
  );
}
