"use client";

import { texts } from "@/i18n/language";
import { known } from "@/i18n/tables";
import { gradeName, nozzleOf } from "@/lib/equipment";
import { money, pumpLitres } from "@/lib/format";
import { pumpDisplay } from "@/lib/pump-display";
import type { Nozzle, Site } from "@/lib/types";
import { currentSale, isPayable, type SaleLive } from "@/live/sales";
import type { PumpLive } from "@/live/state";

/** "£20.00", "30.00 L" or nothing: how much the pump may give. */
export function limitWords(sale: SaleLive): string {
  if (sale.max_volume_ml > 0) return `${pumpLitres(sale.max_volume_ml)} L`;
  return sale.max_amount_minor > 0 ? money(sale.max_amount_minor, sale.currency) : "";
}

/** What the customer's fuel is. */
function kindWord({ kind }: Pick<SaleLive, "kind">): string {
  const t = texts("till");
  if (kind === "POST_PAY" || kind === "SHOP") return t("kind.payAfter");
  return kind === "PRE_PAY" ? t("kind.prepaid") : known("selling", `saleKind.${kind}`) ?? kind;
}

/** "Prepaid £20.00", "Pump test", "Pay after". */
export function releasedFor(sale: SaleLive): string {
  return [kindWord(sale), limitWords(sale)].filter(Boolean).join(" ");
}

/** Of the nozzle that is out. */
export function activeGrade(site: Site, nozzles: readonly Nozzle[], pump: PumpLive): string {
  if (pump.state === "IDLE" || pump.state === "CLOSED" || pump.state === "INOPERATIVE") return "";
  const display = pumpDisplay(pump);
  const chosen = nozzleOf(nozzles, display.kind === "running" || display.kind === "zero" ? display.nozzle : pump.nozzle);
  return chosen ? gradeName(site, chosen.grade_id) : "";
}

export interface Figures {
  /** Large. */
  amount: string;
  litres: string;
  notes: readonly string[];
  /** What stands behind it and is to be paid. */
  waiting: readonly SaleLive[];
}

/** What a tile says of its pump. */
export function figuresOf(site: Site, nozzles: readonly Nozzle[], pump: PumpLive, sales: readonly SaleLive[]): Figures {
  const display = pumpDisplay(pump);
  const current = currentSale(sales);
  const waiting = sales.filter(isPayable);
  const grade = activeGrade(site, nozzles, pump);
  const lines = (...notes: string[]) => notes.filter(Boolean);
  if (display.kind === "running") {
    const special = current && current.kind !== "POST_PAY" ? releasedFor(current) : "";
    return { amount: money(display.amountMinor, site.currency), litres: `${pumpLitres(display.volumeMl)} L`, notes: lines(grade, special), waiting };
  }
  if (current?.state === "REQUESTED") return { amount: "", litres: "", notes: [texts("till")("pump.asking")], waiting };
  if (current) return { amount: limitWords(current), litres: "", notes: lines(grade, kindWord(current)), waiting };
  return { amount: "", litres: "", notes: lines(pump.stopped ? texts("till")("pump.emergencyStop") : grade), waiting };
}
