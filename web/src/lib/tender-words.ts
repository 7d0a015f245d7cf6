/** What was given for a ticket, in words. Pure. */

import { cardWord } from "./payment-words";
import { TENDERS } from "./selling-words";

interface Given {
  kind: string;
  /** Of a card. */
  card_brand?: string;
  card_last4?: string;
}

/** "Cash", "Account", "Visa ending 4242", "Owed". */
export function tenderWord({ kind, card_brand = "", card_last4 = "" }: Given): string {
  if (kind !== "CARD") return TENDERS[kind] ?? kind;
  return cardWord({ brand: card_brand, last4: card_last4 });
}
