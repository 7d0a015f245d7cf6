/** What was given for a ticket, in words. Pure. */

import { brandWord } from "./payment-words";
import { TENDERS } from "./selling-words";

/** On a receipt of before there were cards nothing is said of them. */
interface Given {
  kind: string;
  card_brand?: unknown;
  card_last4?: unknown;
}

/** "Cash", "Account", "Visa ending 4242", "Owed". */
export function tenderWord({ kind, card_brand, card_last4 }: Given): string {
  if (kind !== "CARD") return TENDERS[kind] ?? kind;
  return typeof card_last4 === "string" && card_last4 ? `${brandWord(String(card_brand ?? ""))} ending ${card_last4}` : "Card";
}
