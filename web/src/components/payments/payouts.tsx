"use client";

import { useTranslations } from "use-intl";
import { texts } from "@/i18n/language";
import { localDay, money } from "@/lib/format";
import { payoutLook } from "@/lib/finance-words";
import { PAYOUT_FILE } from "@/lib/list-files";
import { payouts } from "@/lib/payment-queries";
import type { Payout } from "@/lib/payment-types";
import { DataTable, type Column } from "../data-table";
import { Paged } from "../paged";
import { LookBadge } from "../sales/parts";
import { ListFiles, Tools } from "../table-tools";
import { Badge, Empty } from "../ui";

function columns(): readonly Column<Payout>[] {
  const t = texts("money");
  return [
    { title: t("payouts.arrives"), cell: (one) => <span data-testid={`payout-${one.payout_id}`} className="font-semibold whitespace-nowrap">{localDay(one.arrives_on)}</span> },
    { title: t("state"), cell: (one) => <LookBadge look={payoutLook(one.status)} /> },
    { title: t("payouts.paidOut"), width: "md:text-right", cell: (one) => <span className="font-semibold whitespace-nowrap">{money(one.amount_minor, one.currency)}</span> },
    { title: t("payouts.beforeFees"), width: "md:text-right", cell: (one) => <>{money(one.gross_minor, one.currency)}<span className="block text-sm whitespace-nowrap text-ink-2">{t("payouts.transactions", { count: one.transactions })}</span></> },
    { title: t("fees"), width: "md:text-right", cell: (one) => <span className="whitespace-nowrap">{money(one.fees_minor, one.currency)}</span> },
    { title: t("payouts.addsUp"), cell: (one) => (one.reconciled ? <Badge tone="ok" icon="check">{t("payouts.yes")}</Badge> : <Badge tone="warn" icon="question">{t("payouts.notYet")}</Badge>) },
    { title: t("atStripe"), cell: (one) => <code className="text-sm [overflow-wrap:anywhere]">{one.payout_id}</code> },
  ];
}

/** What Stripe paid to the bank, newest first. */
export function Payouts() {
  const t = useTranslations("money");
  return (
    <>
      <Tools><ListFiles name="payouts" query={payouts()} columns={PAYOUT_FILE} /></Tools>
      <Paged what={t("payouts.the")} query={payouts()} empty={<Empty icon="cash" title={t("payouts.none")}>{t("payouts.noneHint")}</Empty>}>
        {(rows) => <DataTable caption={t("payouts.caption")} columns={columns()} rows={rows} rowId={(one) => one.payout_id} />}
      </Paged>
    </>
  );
}
