"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { known } from "@/i18n/tables";
import { gradeName } from "@/lib/equipment";
import { money, pumpLitres } from "@/lib/format";
import { openShifts } from "@/lib/till-queries";
import type { Shift } from "@/lib/selling-types";
import { waited } from "@/lib/till-words";
import { useNow, useSales } from "@/live/live-provider";
import { isPayable, type SaleLive } from "@/live/sales";
import { Icon, type IconName } from "../icon";
import { Badge } from "../ui";
import { PumpNumber, keepFocus, useTill } from "./till-parts";

/** Kinds that a cashier must know of. */
const MARKED: readonly SaleLive["kind"][] = ["PUMP_TEST", "OWN_USE", "ATTENDANT", "PRE_PAY"];

/** Prepaid cash is there already; of a card the money is taken when the amount is known. */
function isBeingCharged(sale: SaleLive): boolean {
  return sale.kind === "PRE_PAY" && sale.due_minor > 0;
}

function Marks({ sale, holder }: { sale: SaleLive; holder: Shift | null | undefined }) {
  const t = useTranslations("till");
  const marks: [IconName, string][] = [];
  if (sale.due_minor < 0) marks.push(["cash", t("changeDue")]);
  else if (isBeingCharged(sale)) marks.push(["card", t("payables.charging")]);
  else if (MARKED.includes(sale.kind)) marks.push(["info", known("selling", `saleKind.${sale.kind}`) ?? sale.kind]);
  if (sale.origin !== "POS") marks.push(["warning", known("till", `origin.${sale.origin}`) ?? sale.origin]);
  return (
    <>
      {marks.map(([icon, text]) => <Badge key={text} tone={sale.due_minor < 0 ? "warn" : "info"} icon={icon}>{text}</Badge>)}
      {holder !== undefined && <Badge tone="muted" icon="lock">{holder ? `${holder.till} · ${holder.cashier}` : t("payables.elsewhere")}</Badge>}
    </>
  );
}

function Row({ sale, holder, mine, onPay }: { sale: SaleLive; holder: Shift | null | undefined; mine: boolean; onPay: (sale: SaleLive) => void }) {
  const t = useTranslations("till");
  const { site } = useTill();
  const now = useNow();
  const what = sale.kind === "SHOP" ? t("shopTicket") : sale.grade ? gradeName(site, sale.grade) : t("payables.noFuel");
  const litres = sale.volume_ml > 0 ? `${pumpLitres(sale.volume_ml)} L · ` : "";
  return (
    <li>
      <button type="button" data-testid={`payable-${sale.pump}`} data-state={sale.state} data-sale={sale.sale_id} {...keepFocus} onClick={() => onPay(sale)}
        className={`flex min-h-18 w-full items-center gap-3 px-3 py-2 text-left hover:bg-sunken focus-visible:-outline-offset-4 ${mine ? "bg-info-bg" : ""}`}>
        {sale.pump > 0 ? <PumpNumber number={sale.pump} /> : <span className="grid size-12 shrink-0 place-items-center rounded-lg bg-idle-bg text-idle-ink"><Icon name="basket" className="size-7" /></span>}
        <span className="min-w-0 flex-1">
          <span className="block truncate text-lg leading-6 font-semibold">{what}</span>
          <span className="block text-ink-2">{litres}{mine ? t("payables.here") : waited(Date.parse(sale.payable_at ?? sale.opened_at), now)}</span>
          <span className="flex flex-wrap gap-1.5 empty:hidden"><Marks sale={sale} holder={holder} /></span>
        </span>
        <span className={`text-2xl font-extrabold whitespace-nowrap tabular-nums ${sale.due_minor < 0 ? "text-warn-ink" : ""}`}>{money(Math.abs(sale.due_minor), sale.currency)}</span>
      </button>
    </li>
  );
}

/** Everything that waits for a cashier, whoever waits longest first. */
export function Payables({ known, onPay }: { known: boolean; onPay: (sale: SaleLive) => void }) {
  const t = useTranslations("till");
  const { site, shift } = useTill();
  const waiting = useSales(site.site_id).open.filter(isPayable);
  const shifts = useQuery(openShifts(site.site_id)).data?.items ?? [];
  const holderOf = (sale: SaleLive) => {
    if (sale.state !== "LOCKED" || sale.shift_id === shift.shift_id) return undefined;
    return shifts.find((one) => one.shift_id === sale.shift_id) ?? null;
  };
  return (
    <section aria-labelledby="payables" className="overflow-hidden rounded-xl border border-line bg-surface">
      <h2 id="payables" className="flex min-h-12 items-center justify-between gap-3 border-b border-line px-4 text-lg font-bold">
        {t("toPay")} <span data-testid="payables-count" className="tabular-nums">{waiting.length}</span>
      </h2>
      {waiting.length === 0
        ? <p className="px-4 py-6 text-ink-2">{known ? t("payables.none") : t("loading")}</p>
        : (
          <ul className="max-h-[58dvh] divide-y divide-line overflow-y-auto">
            {waiting.map((sale) => <Row key={sale.sale_id} sale={sale} holder={holderOf(sale)} mine={sale.state === "LOCKED" && sale.shift_id === shift.shift_id} onPay={onPay} />)}
          </ul>
        )}
    </section>
  );
}
