"use client";

import Link from "next/link";
import { useTranslations } from "use-intl";
import { texts } from "@/i18n/language";
import { minorText } from "@/lib/amounts";
import type { CsvColumn } from "@/lib/csv";
import { dayInstants } from "@/lib/day-filter";
import { money, stamp } from "@/lib/format";
import { payments } from "@/lib/payment-queries";
import type { Payment } from "@/lib/payment-types";
import { METHODS, PAYMENT_STATES, PURPOSES, cardWord, endWords } from "@/lib/payment-words";
import { options } from "@/lib/selling-words";
import type { Sites } from "@/lib/use-sites";
import { DataTable, type Column } from "../data-table";
import { CheckField } from "../form";
import { Paged } from "../paged";
import { DayInput, LINK, SiteFilter } from "../sales/parts";
import { salePath } from "../sales/paths";
import { FilterSelect, SearchBox, Tools, useFilter } from "../table-tools";
import { Empty } from "../ui";
import { PaymentState, TestMark, paymentPath } from "./parts";

export const PAYMENT_FILTERS = ["site", "state", "sale_id", "unknown", "from", "to", "text"] as const;

export const PAYMENT_FILE: readonly CsvColumn<Payment>[] = [
  { title: "payment_id", value: (one) => one.payment_id }, { title: "site", value: (one) => one.site }, { title: "sale_id", value: (one) => one.sale_id }, { title: "created_at", value: (one) => one.created_at },
  { title: "purpose", value: (one) => one.purpose }, { title: "state", value: (one) => one.state }, { title: "method", value: (one) => one.method.kind }, { title: "currency", value: (one) => one.currency },
  { title: "amount", value: (one) => minorText(one.amount_minor, one.currency) }, { title: "approved", value: (one) => minorText(one.approved_minor, one.currency) },
  { title: "captured", value: (one) => minorText(one.captured_minor, one.currency) }, { title: "refunded", value: (one) => minorText(one.refunded_minor, one.currency) },
  { title: "shortfall", value: (one) => minorText(one.shortfall_minor, one.currency) }, { title: "brand", value: (one) => one.card?.brand }, { title: "last4", value: (one) => one.card?.last4 },
  { title: "reason", value: (one) => one.reason }, { title: "stripe_id", value: (one) => one.stripe_id }, { title: "open_question", value: (one) => one.open_question },
  { title: "disputed", value: (one) => one.disputed }, { title: "test", value: (one) => one.test }, { title: "created_by", value: (one) => one.created_by },
];

function Amount({ payment }: { payment: Payment }) {
  const t = useTranslations("money");
  const { currency, state, captured_minor: captured, refunded_minor: refunded, shortfall_minor: shortfall } = payment;
  return (
    <>
      <span className="font-semibold whitespace-nowrap">{money(state === "CAPTURED" ? captured : payment.amount_minor, currency)}</span>
      {state === "CAPTURED" && captured !== payment.amount_minor && <span className="block text-sm whitespace-nowrap text-ink-2">{t("list.of", { amount: money(payment.amount_minor, currency) })}</span>}
      {refunded > 0 && <span className="block text-sm whitespace-nowrap text-ink-2">{t("list.givenBack", { amount: money(refunded, currency) })}</span>}
      {shortfall > 0 && <span className="block text-sm font-semibold whitespace-nowrap text-warn-ink">{t("list.short", { amount: money(shortfall, currency) })}</span>}
    </>
  );
}

function columns(sites: Sites, site: string | undefined): readonly Column<Payment>[] {
  const t = texts("money");
  return [
    { title: t("askedFor"), cell: (one) => <Link href={paymentPath(one.payment_id)} data-testid={`payment-${one.payment_id}`} className={`whitespace-nowrap ${LINK}`}>{stamp(one.created_at, sites.zone(one.site))}</Link> },
    { title: t("state"), cell: (one) => <><PaymentState payment={one} />{one.reason && <span className="mt-1 block text-sm text-ink-2">{endWords(one.reason)}</span>}</> },
    { title: t("amount"), width: "md:text-right", cell: (one) => <Amount payment={one} /> },
    { title: t("card"), cell: (one) => <span className="flex flex-wrap items-center gap-2">{cardWord(one.card) || <span className="text-ink-2">{t("noCard")}</span>}{one.test && <TestMark />}</span> },
    { title: t("how"), cell: (one) => <>{METHODS[one.method.kind]}<span className="block text-sm text-ink-2">{PURPOSES[one.purpose]}</span></> },
    { title: t("sale"), cell: (one) => (one.sale_id ? <Link href={salePath(one.sale_id)} className={LINK}>{t("list.openSale")}</Link> : <span className="text-ink-2">{t("list.noSale")}</span>) },
    ...(site ? [] : [{ title: t("site"), cell: (one: Payment) => sites.name(one.site) }]),
  ];
}

/** Days of the filter as instants, and the check box as what the API asks for. */
export function asked(filter: Record<string, string>, zone: string): Record<string, string> {
  const { unknown, ...rest } = dayInstants(filter, zone);
  return { ...rest, ...(unknown && { unknown_only: "true" }) };
}

export function PaymentList({ sites }: { sites: Sites }) {
  const t = useTranslations("money");
  const { filter, set } = useFilter(PAYMENT_FILTERS);
  const filtered = Object.keys(filter).some((name) => name !== "site");
  const empty = <Empty icon="card" title={filtered ? t("list.noneFits") : t("list.none")}>{filtered ? t("list.changeFilters") : t("list.noneHint")}</Empty>;
  return (
    <>
      <Tools>
        <SearchBox label={t("list.search")} value={filter.text ?? ""} onChange={(text) => set({ text })} />
        <SiteFilter sites={sites} value={filter.site ?? ""} onChange={(site) => set({ site })} />
        <FilterSelect label={t("state")} all={t("list.everyState")} value={filter.state ?? ""} options={options(PAYMENT_STATES)} onChange={(state) => set({ state })} />
        <DayInput label={t("from")} value={filter.from ?? ""} max={filter.to} onChange={(from) => set({ from })} testId="payments-from" />
        <DayInput label={t("to")} value={filter.to ?? ""} onChange={(to) => set({ to })} testId="payments-to" />
        <CheckField label={t("list.onlyUncertain")} checked={filter.unknown === "1"} onChange={(event) => set({ unknown: event.target.checked ? "1" : "" })} data-testid="payments-unknown" />
      </Tools>
      {filter.sale_id && <p className="mb-4 flex flex-wrap items-center gap-3">{t("list.oneSale")} <button type="button" onClick={() => set({ sale_id: "" })} className="min-h-11 font-semibold text-accent underline">{t("list.showAll")}</button></p>}
      <Paged what={t("list.the")} query={payments(asked(filter, sites.zone(filter.site)))} empty={empty}>
        {(rows) => <DataTable caption={t("list.caption")} columns={columns(sites, filter.site)} rows={rows} rowId={(one) => one.payment_id} />}
      </Paged>
    </>
  );
}
