/** What may still be given back for a sale, and in which ways. The server checks it again. */

import type { Refund, SaleDetail } from "./selling-types";

export interface Way {
  kind: Refund["tender_kind"];
  account_id: string;
  /** At most. */
  minor: number;
}

const sameWay = (one: { account_id: string }, kind: string, account_id: string, of: string) => of === kind && one.account_id === account_id;

/** To where the money came from: cash, and each account. */
export function refundWays({ tenders, refunds }: Pick<SaleDetail, "tenders" | "refunds">): Way[] {
  const keys = [...new Set(tenders.map((tender) => JSON.stringify([tender.kind, tender.account_id])))];
  const ways = keys.map((key): Way => {
    const [kind, account_id] = JSON.parse(key) as [Way["kind"], string];
    const paid = tenders.filter((tender) => sameWay(tender, kind, account_id, tender.kind)).reduce((sum, tender) => sum + tender.amount_minor, 0);
    const back = refunds.filter((refund) => refund.state !== "DECLINED" && sameWay(refund, kind, account_id, refund.tender_kind)).reduce((sum, refund) => sum + refund.amount_minor, 0);
    return { kind, account_id, minor: paid - back };
  });
  return ways.filter((way) => way.minor > 0);
}

/** Lines that were neither given back nor are asked to be. */
export function refundLines({ lines, refunds }: Pick<SaleDetail, "lines" | "refunds">): SaleDetail["lines"] {
  const gone = new Set(refunds.filter((refund) => refund.state !== "DECLINED").flatMap((refund) => refund.lines));
  return lines.filter((line) => line.amount_minor > 0 && !gone.has(line.number));
}
