/** Where the money of a refund goes, in words. */

import type { Look } from "@/lib/selling-words";
import type { Refund, SaleDetail } from "@/lib/selling-types";
import { TENDERS } from "@/lib/selling-words";
import { tenderWord } from "@/lib/tender-words";

type Named = Pick<Refund, "tender_kind" | "account_id" | "payment_id">;

/** "to the account acme", "to Visa ending 4242", "in cash". */
export function whereTo(refund: Named, tenders: SaleDetail["tenders"] = []): string {
  if (refund.account_id) return `to the account ${refund.account_id}`;
  if (refund.tender_kind !== "CARD") return `in ${TENDERS[refund.tender_kind]?.toLowerCase()}`;
  const card = tenders.find((tender) => tender.payment_id === refund.payment_id);
  return `to ${card ? tenderWord(card) : "the card"}`;
}

const OUTCOMES: Record<string, Look> = {
  PENDING: { word: "On its way to the card", tone: "info", icon: "refresh" },
  SUCCEEDED: { word: "Reached the card", tone: "ok", icon: "check" },
  FAILED: { word: "Did not reach the card", tone: "bad", icon: "warning" },
};

/** What became of money for a card; undefined for any other. */
export function outcomeLook({ card_outcome }: Pick<Refund, "card_outcome">): Look | undefined {
  return card_outcome ? OUTCOMES[card_outcome.toUpperCase()] : undefined;
}
