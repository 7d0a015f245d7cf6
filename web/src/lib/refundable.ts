/** What may still be given back for a sale, and in which ways. The server checks it again. */

import { texts } from "@/i18n/language";
import type { Refund, SaleDetail } from "./selling-types";
import { tenderWord } from "./tender-words";

export interface Way {
  kind: Refund["tender_kind"];
  account_id: string;
  /** Of a card. */
  payment_id: string;
  /** "Cash", "Account acme", "Visa ending 4242". */
  word: string;
  /** At most. */
  minor: number;
}

type Tender = SaleDetail["tenders"][number];

/** Declined, or money that did not reach its card, is not given back. */
function counts(refund: Refund): boolean {
  return refund.state !== "DECLINED" && refund.card_outcome !== "failed";
}

const keyOf = (kind: string, account_id: string, payment_id: string) => JSON.stringify([kind, account_id, payment_id]);
const paidBy = (tender: Tender) => keyOf(tender.kind, tender.account_id, tender.payment_id);
const sum = (rows: readonly { amount_minor: number }[]) => rows.reduce((total, row) => total + row.amount_minor, 0);

/** To where the money came from: cash, each account, each card. What the customer still owes was never paid. */
export function refundWays({ tenders, refunds }: Pick<SaleDetail, "tenders" | "refunds">): Way[] {
  const firsts = tenders.filter((tender, i) => tender.kind !== "RECEIVABLE" && tenders.findIndex((other) => paidBy(other) === paidBy(tender)) === i);
  const ways = firsts.map((tender): Way => {
    const { account_id, payment_id } = tender;
    const key = paidBy(tender);
    const back = refunds.filter((refund) => counts(refund) && keyOf(refund.tender_kind, refund.account_id, refund.payment_id) === key);
    const minor = sum(tenders.filter((one) => paidBy(one) === key)) - sum(back);
    return { kind: tender.kind as Way["kind"], account_id, payment_id, word: account_id ? texts("selling")("accountNamed", { id: account_id }) : tenderWord(tender), minor };
  });
  return ways.filter((way) => way.minor > 0);
}

/** Lines that were neither given back nor are asked to be. */
export function refundLines({ lines, refunds }: Pick<SaleDetail, "lines" | "refunds">): SaleDetail["lines"] {
  const gone = new Set(refunds.filter(counts).flatMap((refund) => refund.lines));
  return lines.filter((line) => line.amount_minor > 0 && !gone.has(line.number));
}
