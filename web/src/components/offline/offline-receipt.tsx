"use client";

import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import type { OfflineReceiptText } from "@/offline/receipt";

function Row({ children, value, strong = false }: { children: ReactNode; value: string; strong?: boolean }) {
  return <p className={`flex justify-between gap-4 ${strong ? "text-xl font-bold" : ""}`}><span className="min-w-0">{children}</span><span className="whitespace-nowrap tabular-nums">{value}</span></p>;
}

const CUT = "border-dashed border-[#475467]";

/** As the browser prints it. `mark` says that it is a copy. */
export function OfflineReceipt({ receipt, mark }: { receipt: OfflineReceiptText; mark: string }) {
  const t = useTranslations("offline");
  const { seller, series, number, facts, lines, sums, vat, note, check } = receipt;
  const [name, ...address] = seller;
  return (
    <section aria-label={t("receipt.title")} data-testid="offline-receipt" className="mx-auto w-full max-w-96 space-y-3 rounded-xl border border-line bg-white p-6 text-[#101828] print:max-w-none print:border-0 print:p-0">
      <header className="text-center">
        <p className="text-lg font-bold">{name}</p>
        {address.map((text) => <p key={text}>{text}</p>)}
        {mark && <p className="text-lg font-bold">{mark}</p>}
      </header>
      <div className={`border-y py-2 ${CUT}`}>
        <Row value={number} strong><span data-testid="offline-series">{series}</span></Row>
        {facts.map((fact) => <p key={fact} className="last:font-semibold">{fact}</p>)}
      </div>
      {lines.map(({ text, detail, amount }, i) => <div key={i}><Row value={amount}>{text}</Row>{detail && <p className="text-sm">{detail}</p>}</div>)}
      {sums.length > 0 && <div className={`border-t pt-2 ${CUT}`}>{sums.map(([label, value], i) => <Row key={label} value={value} strong={i === 0}>{label}</Row>)}</div>}
      <div className="text-sm">{vat.map(([label, value]) => <Row key={label} value={value}>{label}</Row>)}</div>
      {note && <p className="text-center">{note}</p>}
      <p className="text-center font-mono text-xs break-all">{check}</p>
    </section>
  );
}
