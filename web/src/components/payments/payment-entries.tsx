"use client";

import { useTranslations } from "use-intl";
import { ledgerEntries } from "@/lib/payment-queries";
import type { PaymentDetail } from "@/lib/payment-types";
import { Paged } from "../paged";
import { Empty, SectionTitle } from "../ui";
import { EntryTable } from "./entry-table";

/** What was booked of it, for who may see the ledger. */
export function PaymentEntries({ payment, timeZone }: { payment: PaymentDetail; timeZone: string }) {
  const t = useTranslations("money");
  return (
    <section aria-labelledby="entries-title">
      <SectionTitle id="entries-title">{t("ledger.title")}</SectionTitle>
      <Paged what={t("ledger.the")} query={ledgerEntries({ payment_id: payment.payment_id })} empty={<Empty icon="book" title={t("ledger.none")}>{t("ledger.noneHint")}</Empty>}>
        {(rows) => <EntryTable rows={rows} zone={() => timeZone} />}
      </Paged>
    </section>
  );
}
