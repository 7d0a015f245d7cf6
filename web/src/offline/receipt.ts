/** What stands on a receipt of a till without a line, as text: the same for the screen and for the printer. */

import type { useTranslations } from "use-intl";
import { vatGroups, vatRate } from "@/lib/amounts";
import { gradeName } from "@/lib/equipment";
import { fullStamp, money, pumpLitres, unitPrice } from "@/lib/format";
import { RULE, line, pair, type PaperLine } from "@/lib/paper";
import type { Site } from "@/lib/types";
import { contentOf, type Content, type Operation } from "./types";

type T = ReturnType<typeof useTranslations<"offline">>;
export type Fact = readonly [label: string, value: string];

interface Line {
  text: string;
  detail: string;
  amount_minor: number;
  /** Null: not known at this till, so that the receipt shows no VAT of it. */
  vat_rate_bp: number | null;
}

export interface OfflineReceiptText {
  seller: readonly string[];
  series: string;
  number: string;
  facts: readonly string[];
  lines: readonly { text: string; detail: string; amount: string }[];
  /** The total first. */
  sums: readonly Fact[];
  vat: readonly Fact[];
  note: string;
  /** 128 bits of the chain: whoever has the paper can tell whether what is booked is what was printed. */
  check: string;
}

/** What is sold is read from the content alone, so that paper and books say the same. */
function linesOf(t: T, site: Site, content: Content): Line[] {
  const shop = ("lines" in content ? content.lines : []).map((one) => ({
    text: one.name, detail: `${one.quantity} × ${money(one.unit_price_minor, content.currency)}`, amount_minor: one.quantity * one.unit_price_minor, vat_rate_bp: one.vat_rate_bp,
  }));
  if (content.kind === "FUEL_TYPED") return [{ text: t("ticket.fuel", { pump: content.pump }), detail: "", amount_minor: content.amount_minor, vat_rate_bp: null }];
  if (content.kind !== "FUEL_CASH") return shop;
  const { grade, volume_ml, unit_price_milli, vat_rate_bp, amount_minor, pump } = content;
  const detail = `${t("pump", { pump })} · ${pumpLitres(volume_ml)} L${unit_price_milli ? ` × ${unitPrice(unit_price_milli, content.currency)}` : ""}`;
  return [{ text: gradeName(site, grade), detail, amount_minor, vat_rate_bp }, ...shop];
}

function sumsOf(t: T, content: Content): Fact[] {
  if (!("total_minor" in content)) return [];
  const sum = (minor: number) => money(minor, content.currency);
  return [[t("receipt.total"), sum(content.total_minor)], [t("receipt.cash"), sum(content.given_minor)], [t("receipt.change"), sum(content.change_minor)]];
}

function vatOf(t: T, lines: readonly Line[], currency: string): Fact[] {
  if (lines.some((one) => one.vat_rate_bp === null)) return [[t("receipt.vatLater"), ""]];
  return vatGroups(lines.map(({ amount_minor, vat_rate_bp }) => ({ amount_minor, vat_rate_bp: vat_rate_bp ?? 0 })))
    .map((group) => [t("receipt.vat", { rate: vatRate(group.rate_bp), net: money(group.net_minor, currency) }), money(group.vat_minor, currency)]);
}

/** The number is of this device's own series, which the books will have too. */
export function offlineReceipt(t: T, site: Site, operation: Pick<Operation, "document" | "hash">): OfflineReceiptText {
  const content = contentOf(operation);
  const lines = linesOf(t, site, content);
  const { supplier } = site;
  return {
    seller: [supplier.name || site.name, ...supplier.address, ...(supplier.vat_id ? [t("receipt.vatId", { id: supplier.vat_id })] : []), site.name],
    series: content.series, number: String(content.receipt_number ?? ""),
    facts: [fullStamp(content.at, site.time_zone), t("receipt.cashier", { cashier: content.cashier }), t("receipt.offline")],
    lines: lines.map(({ text, detail, amount_minor }) => ({ text, detail, amount: money(amount_minor, content.currency) })),
    sums: sumsOf(t, content), vat: vatOf(t, lines, content.currency), note: site.receipt_note, check: operation.hash.slice(0, 32),
  };
}

/** `mark` says that it is a copy; empty on the original. */
export function offlinePaper({ seller, series, number, facts, lines, sums, vat, note, check }: OfflineReceiptText, title: string, mark: string): PaperLine[] {
  const [name = "", ...address] = seller;
  const [total, ...others] = sums;
  const middle = (text: string) => line(text, { centre: true });
  return [
    line(name, { centre: true, strong: true, tall: true }), ...address.map(middle), line(title.toUpperCase(), { centre: true, strong: true }), ...(mark ? [line(mark, { centre: true, strong: true })] : []),
    RULE, pair(series, number, { strong: true }), ...facts.map((fact) => line(fact)),
    RULE, ...lines.flatMap(({ text, detail, amount }) => [pair(text, amount), ...(detail ? [line(`  ${detail}`)] : [])]),
    ...(total ? [RULE, pair(...total, { strong: true, tall: true }), ...others.map((sum) => pair(...sum))] : []),
    RULE, ...vat.map((one) => pair(...one)), ...(note ? [RULE, ...note.split("\n").map(middle)] : []), middle(check.match(/.{8}/g)?.join(" ") ?? check),
  ];
}
