import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useTranslations } from "use-intl";
import { texts } from "@/i18n/language";
import { litres, vatGroups, vatRate } from "@/lib/amounts";
import { money, number, stamp, unitPrice } from "@/lib/format";
import { account } from "@/lib/selling-queries";
import type { SaleDetail, SaleLine } from "@/lib/selling-types";
import { tenderWord } from "@/lib/tender-words";
import { usePermissions } from "@/session/use-me";
import { TestMark, paymentPath } from "../payments/parts";
import { Figures, LINK, Section, type Figure } from "./parts";
import { accountPath } from "./paths";

function Description({ line, currency }: { line: SaleLine; currency: string }) {
  const t = useTranslations("trade");
  const { fuel } = line;
  const detail = fuel ? t("sale.litresAt", { volume: litres(fuel.volume_ml), price: unitPrice(fuel.unit_price_milli, currency) }) : line.quantity !== 1 ? `${line.quantity} × ${money(line.unit_amount_minor, currency)}` : "";
  return <><span className="font-semibold">{line.description}</span>{detail && <span className="block text-sm text-ink-2">{detail}</span>}</>;
}

function lineColumns(currency: string): readonly Figure<SaleLine>[] {
  const t = texts("trade");
  return [
    { title: t("sale.item"), cell: (line) => <Description line={line} currency={currency} /> },
    { title: t("vat"), numeric: true, cell: (line) => vatRate(line.vat_rate_bp) },
    { title: t("amount"), numeric: true, cell: (line) => money(line.amount_minor, currency) },
  ];
}

function Vat({ sale }: { sale: SaleDetail }) {
  const t = useTranslations("trade");
  return (
    <p className="border-t border-line px-4 py-2.5 text-sm text-ink-2">
      {vatGroups(sale.lines).map((group) => t("sale.vatOf", { rate: vatRate(group.rate_bp), vat: money(group.vat_minor, sale.currency), gross: money(group.gross_minor, sale.currency) })).join(" · ")}
    </p>
  );
}

type Tender = SaleDetail["tenders"][number];

/** A card leads to its payment, an account to its customer. */
function What({ tender }: { tender: Tender }) {
  const t = useTranslations("trade");
  const { may } = usePermissions();
  const customer = useQuery({ ...account(tender.account_id), enabled: tender.account_id !== "" && may("accounts.read") }).data?.name;
  if (tender.account_id) return <>{t.rich("sale.onAccount", { id: customer ?? tender.account_id, link: (words) => <Link href={accountPath(tender.account_id)} className={LINK}>{words}</Link> })}</>;
  if (!tender.payment_id) return <>{tenderWord(tender)}</>;
  return <span className="inline-flex flex-wrap items-center gap-2"><Link href={paymentPath(tender.payment_id)} className={LINK}>{tenderWord(tender)}</Link>{tender.test && <TestMark />}</span>;
}

function Tenders({ sale, timeZone }: { sale: SaleDetail; timeZone: string }) {
  const t = useTranslations("trade");
  return (
    <ul className="border-t border-line">
      {sale.tenders.map((tender) => (
        <li key={tender.number} className="flex items-start justify-between gap-4 px-4 py-2.5 not-first:border-t not-first:border-line">
          <span className="min-w-0">
            <What tender={tender} />
            {tender.amount_minor < 0 && t("sale.lessTender")}
            <span className="block text-sm text-ink-2">
              {[stamp(tender.at, timeZone), tender.vehicle_id, tender.odometer_km > 0 && t("km", { km: number(tender.odometer_km) }), tender.change_minor > 0 && t("sale.given", { given: money(tender.given_minor, sale.currency), change: money(tender.change_minor, sale.currency) })].filter(Boolean).join(" · ")}
            </span>
          </span>
          <span className="font-semibold tabular-nums whitespace-nowrap">{money(tender.amount_minor, sale.currency)}</span>
        </li>
      ))}
    </ul>
  );
}

function dueWord(due: number): string {
  return texts("trade")(due < 0 ? "sale.changeDue" : "sale.due");
}

/** What is on the ticket, and what was given for it. */
export function Ticket({ sale, timeZone }: { sale: SaleDetail; timeZone: string }) {
  const t = useTranslations("trade");
  const owes = sale.due_minor !== 0 && !sale.clearing;
  return (
    <Section id="ticket-title" title={t("sale.ticket")} flush>
      {sale.lines.length > 0
        ? <><Figures caption={t("sale.onTicket")} columns={lineColumns(sale.currency)} rows={sale.lines} rowId={(line) => String(line.number)} total={[t("total"), "", money(sale.total_minor, sale.currency)]} /><Vat sale={sale} /></>
        : <p className="px-4 py-3 text-ink-2">{t("sale.nothingYet")}</p>}
      {sale.tenders.length > 0 && <Tenders sale={sale} timeZone={timeZone} />}
      {(owes || sale.tenders.length > 0) && (
        <p data-testid="due" className={`flex justify-between gap-4 border-t-2 border-line-strong px-4 py-2.5 font-bold ${owes ? "bg-warn-bg text-warn-ink" : ""}`}>
          <span>{dueWord(sale.due_minor)}</span><span className="tabular-nums">{money(Math.abs(owes ? sale.due_minor : 0), sale.currency)}</span>
        </p>
      )}
    </Section>
  );
}
