import { useTranslations } from "use-intl";
import { litres, vatRate } from "@/lib/amounts";
import { money, unitPrice } from "@/lib/format";
import type { ReceiptContent } from "@/lib/selling-types";
import { RECEIPT_KINDS, clearingWord, within } from "@/lib/selling-words";
import { tenderWord } from "@/lib/tender-words";

const RULE = "border-t border-dashed border-line-strong pt-2.5 mt-2.5";

function Pair({ left, right, strong = false }: { left: string; right: string; strong?: boolean }) {
  return <p className={`flex justify-between gap-4 ${strong ? "text-lg font-bold" : ""}`}><span className="min-w-0 [overflow-wrap:anywhere]">{left}</span><span className="tabular-nums whitespace-nowrap">{right}</span></p>;
}

function Head({ content }: { content: ReceiptContent }) {
  const t = useTranslations("trade");
  const { seller, customer, reference } = content;
  return (
    <>
      <div className="text-center">
        <p className="font-bold">{seller.name || content.site.name}</p>
        {seller.address.map((line) => <p key={line}>{line}</p>)}
        {seller.vat_id && <p>{t("receipt.vatId", { id: seller.vat_id })}</p>}
      </div>
      <div className={RULE}>
        <Pair strong left={RECEIPT_KINDS[content.kind] ?? content.kind} right={String(content.number)} />
        <Pair left={content.series} right={content.issued_at_local.slice(0, 16).replace("T", " ")} />
        {content.cashier && <Pair left={t("receipt.till", { till: content.till })} right={content.cashier} />}
        {reference && <Pair left={t("receipt.refersTo")} right={`${reference.series}/${reference.number}`} />}
      </div>
      {customer && <div className={RULE}><p className="font-bold">{customer.name}</p>{customer.address.map((line) => <p key={line}>{line}</p>)}{customer.vat_id && <p>{t("receipt.vatId", { id: customer.vat_id })}</p>}</div>}
    </>
  );
}

function Lines({ content }: { content: ReceiptContent }) {
  const t = useTranslations("trade");
  const { currency } = content;
  return (
    <ul className={`${RULE} space-y-1`}>
      {content.lines.map((line) => (
        <li key={line.number}>
          <Pair left={line.description} right={money(line.amount_minor, currency)} />
          {line.fuel && <p className="text-ink-2">{t("receipt.pumpLine", { pump: String(line.fuel.pump), volume: litres(line.fuel.volume_ml), price: unitPrice(line.fuel.unit_price_milli, currency) })}</p>}
          {!line.fuel && line.quantity !== 1 && <p className="text-ink-2">{line.quantity} × {money(line.unit_amount_minor, currency)}</p>}
        </li>
      ))}
    </ul>
  );
}

function Totals({ content }: { content: ReceiptContent }) {
  const t = useTranslations("trade");
  const { currency } = content;
  return (
    <div className={RULE}>
      <Pair strong left={t("total")} right={money(content.total_minor, currency)} />
      {content.vat.map((group) => <Pair key={group.rate_bp} left={t("receipt.vatOf", { rate: vatRate(group.rate_bp), gross: money(group.gross_minor, currency) })} right={money(group.vat_minor, currency)} />)}
      {content.vat.length > 0 && <Pair left={t("receipt.net")} right={money(content.net_minor, currency)} />}
    </div>
  );
}

function Tenders({ content }: { content: ReceiptContent }) {
  const t = useTranslations("trade");
  const { currency } = content;
  return (
    <div className={RULE}>
      {content.tenders.map((tender, i) => (
        <div key={i}>
          <Pair left={tender.account_id ? [t("receipt.account", { id: tender.account_id }), tender.vehicle_id].filter(Boolean).join(", ") : tenderWord({ kind: tender.kind, card_brand: tender.card?.brand, card_last4: tender.card?.last4 })} right={money(tender.amount_minor, currency)} />
          {tender.change_minor > 0 && <p className="text-ink-2">{t("receipt.given", { given: money(tender.given_minor, currency), change: money(tender.change_minor, currency) })}</p>}
        </div>
      ))}
      {content.due_minor !== 0 && <Pair strong left={t("receipt.notPaid", { why: within(clearingWord(content.clearing)) })} right={money(content.due_minor, currency)} />}
    </div>
  );
}

/** What a receipt says, as it was frozen. */
export function ReceiptPaper({ content, hash }: { content: ReceiptContent; hash: string }) {
  const t = useTranslations("trade");
  return (
    <article data-testid="receipt" aria-label={`${RECEIPT_KINDS[content.kind] ?? content.kind} ${content.series}/${content.number}`} className="mx-auto w-full max-w-sm rounded-lg border border-line bg-sunken px-5 py-4 text-sm leading-6">
      <Head content={content} />
      <Lines content={content} />
      <Totals content={content} />
      {(content.tenders.length > 0 || content.due_minor !== 0) && <Tenders content={content} />}
      {content.tenders.some((tender) => tender.card?.test) && <p className={`${RULE} text-center text-lg font-extrabold`}>{t("receipt.noRealMoney")}</p>}
      {content.reason && <p className={RULE}>{content.reason}</p>}
      {content.over_limit && <p className={RULE}>{t("receipt.needsInvoice")}</p>}
      {content.note && <p className={`${RULE} text-center`}>{content.note}</p>}
      <p className={`${RULE} text-center text-xs text-ink-2 [overflow-wrap:anywhere]`}>{hash.slice(0, 32)}</p>
    </article>
  );
}
