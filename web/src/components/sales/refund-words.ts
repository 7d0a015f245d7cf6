/** Where the money of a refund goes, in words. */

import { texts } from "@/i18n/language";
import { lookTable } from "@/i18n/tables";
import type { Look } from "@/lib/selling-words";
import type { Refund, SaleDetail } from "@/lib/selling-types";
import { TENDERS } from "@/lib/selling-words";
import { tenderWord } from "@/lib/tender-words";

type Named = Pick<Refund, "tender_kind" | "account_id" | "payment_id">;

/** "to the account acme", "to Visa ending 4242", "in cash". */
export function whereTo(refund: Named, tenders: SaleDetail["tenders"] = []): string {
  const t = texts("sales");
  if (refund.account_id) return t("toAccount", { account: refund.account_id });
  if (refund.tender_kind !== "CARD") return refund.tender_kind === "CASH" ? t("inCash") : (TENDERS[refund.tender_kind] ?? refund.tender_kind);
  const card = tenders.find((tender) => tender.payment_id === refund.payment_id);
  return card ? t("toThis", { tender: tenderWord(card) }) : t("toCard");
}

const OUTCOMES: Record<string, Look> = lookTable<"PENDING" | "SUCCEEDED" | "FAILED", Omit<Look, "word">>({
  PENDING: { tone: "info", icon: "refresh" },
  SUCCEEDED: { tone: "ok", icon: "check" },
  FAILED: { tone: "bad", icon: "warning" },
}, (key) => texts("sales")(`outcome.${key}`));

/** What became of money for a card; undefined for any other. */
export function outcomeLook({ card_outcome }: Pick<Refund, "card_outcome">): Look | undefined {
  return card_outcome ? OUTCOMES[card_outcome.toUpperCase()] : undefined;
}
