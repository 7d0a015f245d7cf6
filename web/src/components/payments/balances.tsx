"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { moneyDifference } from "@/lib/amounts";
import { accountWords } from "@/lib/finance-words";
import { money } from "@/lib/format";
import { BALANCE_FILE } from "@/lib/list-files";
import { balances as balancesQuery } from "@/lib/payment-queries";
import type { Balance } from "@/lib/payment-types";
import { Figures, Section } from "../sales/parts";
import { RowFiles } from "../table-tools";
import { Badge, Empty, Failure, Skeletons } from "../ui";

function ofCurrency(all: readonly Balance[], currency: string): Balance[] {
  return all.filter((one) => one.currency === currency);
}

/** Debit and credit of every account together are nothing, or something is wrong. */
function Sum({ rows, currency }: { rows: readonly Balance[]; currency: string }) {
  const t = useTranslations("money");
  const sum = rows.reduce((total, one) => total + one.balance_minor, 0);
  return <span data-testid="ledger-sum" data-balanced={sum === 0}>{sum === 0 ? <Badge tone="ok" icon="check">{t("balances.agree")}</Badge> : <Badge tone="bad" icon="warning">{t("balances.offBy", { amount: moneyDifference(sum, currency) })}</Badge>}</span>;
}

function OfCurrency({ rows, currency }: { rows: readonly Balance[]; currency: string }) {
  const t = useTranslations("money");
  return (
    <Section id={`balances-${currency}`} title={t("balances.title", { currency })} flush aside={<Sum rows={rows} currency={currency} />}>
      <Figures caption={t("balances.caption", { currency })} rows={rows} rowId={(one) => one.account} columns={[
        { title: t("ledger.account"), cell: (one) => <><span className="font-semibold">{accountWords(one.account).word}</span><span className="block text-sm text-ink-2">{accountWords(one.account).means}</span></> },
        { title: t("balances.debit"), numeric: true, cell: (one) => <span data-testid={`balance-${one.account}`}>{one.balance_minor >= 0 ? money(one.balance_minor, currency) : ""}</span> },
        { title: t("balances.credit"), numeric: true, cell: (one) => (one.balance_minor < 0 ? money(-one.balance_minor, currency) : "") },
      ]} />
    </Section>
  );
}

/** Every account of the ledger, by currency. */
export function Balances() {
  const t = useTranslations("money");
  const answer = useQuery(balancesQuery());
  const all = answer.data?.items;
  if (answer.isError && !all) return <Failure error={answer.error} what={t("balances.the")} onRetry={() => void answer.refetch()} />;
  if (!all) return <div className="space-y-3"><Skeletons count={4} className="h-14" label={t("balances.loading")} /></div>;
  if (all.length === 0) return <Empty icon="book" title={t("balances.none")}>{t("balances.noneHint")}</Empty>;
  const currencies = [...new Set(all.map((one) => one.currency))].sort();
  return (
    <>
      <div className="mb-4 flex flex-wrap gap-3 print:hidden"><RowFiles name="ledger-balances" rows={all} columns={BALANCE_FILE} /></div>
      <div className="grid grid-cols-1 gap-6">{currencies.map((currency) => <OfCurrency key={currency} currency={currency} rows={ofCurrency(all, currency)} />)}</div>
    </>
  );
}
