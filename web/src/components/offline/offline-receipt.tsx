"use client";

import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { vatGroups, vatRate } from "@/lib/amounts";
import { gradeName } from "@/lib/equipment";
import { fullStamp, money, pumpLitres, unitPrice } from "@/lib/format";
import type { Site } from "@/lib/types";
import type { Content } from "@/offline/types";

interface Line {
  text: string;
  detail: string;
  amount_minor: number;
  /** Null: not known at this till, so that the receipt shows no VAT of it. */
  vat_rate_bp: number | null;
}

/** What is sold is read from the content alone, so that paper and books say the same. */
function useLines(site: Site, content: Content): readonly Line[] {
  const t = useTranslations("offline");
  const shop = ("lines" in content ? content.lines : []).map((line) => ({
    text: line.name, detail: `${line.quantity} × ${money(line.unit_price_minor, content.currency)}`, amount_minor: line.quantity * line.unit_price_minor, vat_rate_bp: line.vat_rate_bp,
  }));
  if (content.kind === "FUEL_TYPED") return [{ text: t("ticket.fuel", { pump: content.pump }), detail: "", amount_minor: content.amount_minor, vat_rate_bp: null }];
  if (content.kind !== "FUEL_CASH") return shop;
  const { grade, volume_ml, unit_price_milli, vat_rate_bp, amount_minor, pump } = content;
  const detail = `${t("pump", { pump })} · ${pumpLitres(volume_ml)} L${unit_price_milli ? ` × ${unitPrice(unit_price_milli, content.currency)}` : ""}`;
  return [{ text: gradeName(site, grade), detail, amount_minor, vat_rate_bp }, ...shop];
}

function Row({ children, value, strong = false }: { children: ReactNode; value: string; strong?: boolean }) {
  return <p className={`flex justify-between gap-4 ${strong ? "text-xl font-bold" : ""}`}><span className="min-w-0">{children}</span><span className="whitespace-nowrap tabular-nums">{value}</span></p>;
}

function Vat({ lines, currency }: { lines: readonly Line[]; currency: string }) {
  const t = useTranslations("offline");
  if (lines.some((line) => line.vat_rate_bp === null)) return <p>{t("receipt.vatLater")}</p>;
  const groups = vatGroups(lines.map(({ amount_minor, vat_rate_bp }) => ({ amount_minor, vat_rate_bp: vat_rate_bp ?? 0 })));
  return groups.map((group) => (
    <Row key={group.rate_bp} value={money(group.vat_minor, currency)}>{t("receipt.vat", { rate: vatRate(group.rate_bp), net: money(group.net_minor, currency) })}</Row>
  ));
}

/** On paper as on the screen: the number of this device's own series, which the books will have too. */
export function OfflineReceipt({ site, content, hash }: { site: Site; content: Content; hash: string }) {
  const t = useTranslations("offline");
  const lines = useLines(site, content);
  const { supplier } = site;
  const paid = "total_minor" in content ? content : null;
  return (
    <section aria-label={t("receipt.title")} data-testid="offline-receipt" className="mx-auto w-full max-w-96 space-y-3 rounded-xl border border-line bg-white p-6 text-[#101828] print:max-w-none print:border-0 print:p-0">
      <header className="text-center">
        <p className="text-lg font-bold">{supplier.name || site.name}</p>
        {supplier.address.map((line) => <p key={line}>{line}</p>)}
        {supplier.vat_id && <p>{t("receipt.vatId", { id: supplier.vat_id })}</p>}
        <p>{site.name}</p>
      </header>
      <div className="border-y border-dashed border-[#475467] py-2">
        <Row value={String(content.receipt_number ?? "")} strong><span data-testid="offline-series">{content.series}</span></Row>
        <p>{fullStamp(content.at, site.time_zone)}</p>
        <p>{t("receipt.cashier", { cashier: content.cashier })}</p>
        <p className="font-semibold">{t("receipt.offline")}</p>
      </div>
      {lines.map((line, i) => <div key={i}><Row value={money(line.amount_minor, content.currency)}>{line.text}</Row>{line.detail && <p className="text-sm">{line.detail}</p>}</div>)}
      {paid && (
        <div className="border-t border-dashed border-[#475467] pt-2">
          <Row value={money(paid.total_minor, content.currency)} strong>{t("receipt.total")}</Row>
          <Row value={money(paid.given_minor, content.currency)}>{t("receipt.cash")}</Row>
          <Row value={money(paid.change_minor, content.currency)}>{t("receipt.change")}</Row>
        </div>
      )}
      <div className="text-sm"><Vat lines={lines} currency={content.currency} /></div>
      {site.receipt_note && <p className="text-center">{site.receipt_note}</p>}
      <p className="text-center font-mono text-xs break-all">{hash.slice(0, 32)}</p>
    </section>
  );
}
