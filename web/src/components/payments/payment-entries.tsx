"use client";

import { ledgerEntries } from "@/lib/payment-queries";
import type { PaymentDetail } from "@/lib/payment-types";
import { Paged } from "../paged";
import { Empty, SectionTitle } from "../ui";
import { EntryTable } from "./entry-table";

/** What was booked of it, for who may see the ledger. */
export function PaymentEntries({ payment, timeZone }: { payment: PaymentDetail; timeZone: string }) {
  return (
    <section aria-labelledby="entries-title">
      <SectionTitle id="entries-title">Ledger</SectionTitle>
      <Paged what="The ledger" query={ledgerEntries({ payment_id: payment.payment_id })} empty={<Empty icon="book" title="Nothing is booked">Money is booked when it is taken; a hold is not.</Empty>}>
        {(rows) => <EntryTable rows={rows} zone={() => timeZone} />}
      </Paged>
    </section>
  );
}
