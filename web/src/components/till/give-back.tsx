"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { money } from "@/lib/format";
import type { Sale } from "@/lib/selling-types";
import { ticket } from "@/lib/till-queries";
import { useSales } from "@/live/live-provider";
import type { SaleLive } from "@/live/sales";
import { Icon } from "../icon";
import { BigButton, useTill } from "./till-parts";

/** A prepayment that came to nothing and was booked back by itself: the cash is still to be handed over. */
function cameToNothing(sale: SaleLive): boolean {
  return sale.kind === "PRE_PAY" && sale.due_minor === 0 && (["REFUSED", "ENDED"].includes(sale.state) || sale.clearing === "ZERO");
}

/** Cash that this shift booked back. */
export function cashBooked(sale: Sale, shiftId: string): number {
  return sale.tenders.filter((one) => one.kind === "CASH" && one.amount_minor < 0 && one.shift_id === shiftId).reduce((sum, one) => sum - one.amount_minor, 0);
}

function Line({ sale, onGiven }: { sale: SaleLive; onGiven: () => void }) {
  const t = useTranslations("till");
  const { shift } = useTill();
  const whole = useQuery(ticket(sale.sale_id)).data;
  const cash = whole ? cashBooked(whole, shift.shift_id) : 0;
  if (cash === 0) return null;
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 rounded-xl bg-warn-bg py-2 pr-2 pl-4 text-lg font-semibold text-warn-ink">
      <Icon name="cash" className="size-7" />
      <span className="min-w-0 flex-1">{t("giveBackText", { pump: String(sale.pump) })} <strong className="text-2xl font-extrabold tabular-nums">{money(cash, sale.currency)}</strong></span>
      <BigButton onClick={onGiven}>{t("givenBack")}</BigButton>
    </li>
  );
}

/** `handled` are those whose money was given back on this screen already. */
export function GiveBack({ handled }: { handled: ReadonlySet<string> }) {
  const t = useTranslations("till");
  const { site } = useTill();
  const [given, setGiven] = useState<ReadonlySet<string>>(new Set());
  const open = useSales(site.site_id).over.filter((sale) => cameToNothing(sale) && !given.has(sale.sale_id) && !handled.has(sale.sale_id));
  if (open.length === 0) return null;
  return (
    <ul aria-label={t("moneyBack")} className="mb-3 space-y-2" role="list">
      {open.map((sale) => <Line key={sale.sale_id} sale={sale} onGiven={() => setGiven(new Set([...given, sale.sale_id]))} />)}
    </ul>
  );
}
