"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { receipts } from "@/lib/selling-queries";
import type { Receipt, SaleDetail } from "@/lib/selling-types";
import { RECEIPT_KINDS } from "@/lib/selling-words";
import { Section } from "../sales/parts";
import { Segments } from "../segments";
import { ReceiptView } from "./receipt-view";

function wordOf(receipt: Receipt): string {
  return `${RECEIPT_KINDS[receipt.kind] ?? receipt.kind} ${receipt.number}`;
}

/** Everything that was issued about a sale: its receipt first, then credits, invoice, payment. */
export function SaleReceipts({ sale }: { sale: SaleDetail }) {
  const t = useTranslations("trade");
  const [chosen, setChosen] = useState("");
  const query = receipts({ sale_id: sale.sale_id });
  // What was issued may change with every version of the sale.
  const found = useInfiniteQuery({ ...query, queryKey: [...query.queryKey, String(sale.version)], enabled: sale.receipt_id !== "" }).data?.pages.flatMap((page) => page.items) ?? [];
  const oldestFirst = [...found].reverse();
  const id = chosen || sale.receipt_id;
  if (!sale.receipt_id) {
    return <Section id="receipt-title" title={t("receipt.one")}><p className="text-ink-2">{t(sale.state === "CLEARED" ? "receipt.empty" : "receipt.later")}</p></Section>;
  }
  return (
    <Section id="receipt-title" title={t("receipt.one")}>
      {oldestFirst.length > 1 && <div className="mb-4 flex justify-center overflow-x-auto"><Segments label={t("receipt.document")} value={id} options={oldestFirst.map((one) => ({ value: one.receipt_id, word: wordOf(one) }))} onChange={setChosen} /></div>}
      <ReceiptView id={id} />
    </Section>
  );
}
