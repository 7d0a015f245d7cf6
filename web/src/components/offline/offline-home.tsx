"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import { gradeName } from "@/lib/equipment";
import { clock, money, pumpLitres } from "@/lib/format";
import type { SaleLive } from "@/live/sales";
import type { Draft } from "@/offline/ticket";
import type { Deed, Operation, Snapshot } from "@/offline/types";
import { Icon } from "../icon";
import { BigButton, PumpNumber, keepFocus } from "../till/till-parts";
import { ScanKeys } from "../till/use-till-keys";
import { OfflineMovement, type Movement } from "./offline-movement";
import { TypedPump } from "./typed-pump";

interface Props {
  snapshot: Snapshot;
  payables: readonly SaleLive[];
  wrong: string;
  busy: boolean;
  onOpen: (draft: Draft) => void;
  onScan: (barcode: string) => void;
  onMove: (deed: Deed) => Promise<Operation | null>;
}

function Payable({ sale, snapshot, onOpen }: { sale: SaleLive; snapshot: Snapshot; onOpen: () => void }) {
  const t = useTranslations("offline");
  const { site } = snapshot;
  return (
    <li>
      <button type="button" data-testid={`offline-payable-${sale.pump}`} {...keepFocus} onClick={onOpen} className="flex min-h-18 w-full items-center gap-3 px-3 py-2 text-left hover:bg-sunken focus-visible:-outline-offset-4">
        <PumpNumber number={sale.pump} />
        <span className="min-w-0 flex-1">
          <span className="block truncate text-lg leading-6 font-semibold">{gradeName(site, sale.grade)}</span>
          <span className="block text-ink-2">{t("home.known", { litres: pumpLitres(sale.volume_ml), time: clock(sale.payable_at ?? sale.opened_at, site.time_zone).slice(0, 5) })}</span>
        </span>
        <span className="text-2xl font-extrabold whitespace-nowrap tabular-nums">{money(sale.due_minor, sale.currency)}</span>
      </button>
    </li>
  );
}

const MOVEMENTS: readonly Movement[] = ["PAID_IN", "PAID_OUT", "DROP"];

/** What waits to be paid as far as this till knows, and everything else that can be done without the server. */
export function OfflineHome({ snapshot, payables, wrong, busy, onOpen, onScan, onMove }: Props) {
  const t = useTranslations("offline");
  const [open, setOpen] = useState<"typed" | Movement | null>(null);
  const close = () => setOpen(null);
  return (
    <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_24rem]">
      <ScanKeys onScan={onScan} />
      <section aria-labelledby="offline-payables" className="overflow-hidden rounded-xl border border-line bg-surface">
        <h2 id="offline-payables" className="flex min-h-12 items-center border-b border-line px-4 text-lg font-bold">{t("home.payables")}</h2>
        {payables.length === 0 && <p className="px-4 py-5 text-ink-2">{t("home.none")}</p>}
        <ul className="divide-y divide-line">{payables.map((sale) => <Payable key={sale.sale_id} sale={sale} snapshot={snapshot} onOpen={() => onOpen({ fuel: { kind: "known", sale }, lines: [] })} />)}</ul>
        <p className="border-t border-line px-4 py-3 text-ink-2">{t("home.truth")}</p>
      </section>
      <div className="grid gap-2 sm:max-lg:grid-cols-6 sm:max-lg:*:col-span-2">
        <BigButton look="primary" data-testid="offline-shop" onClick={() => onOpen({ fuel: null, lines: [] })} className="min-h-20 sm:max-lg:col-span-3!"><Icon name="basket" className="size-7" />{t("home.shop")}</BigButton>
        <BigButton data-testid="offline-typed" onClick={() => setOpen("typed")} className="min-h-20 sm:max-lg:col-span-3!"><Icon name="nozzle" className="size-7" />{t("home.typed")}</BigButton>
        {snapshot.may.includes("shifts.operate") && MOVEMENTS.map((kind) => <BigButton key={kind} data-testid={`offline-${kind}`} onClick={() => setOpen(kind)}><Icon name="cash" className="size-6" />{t(`kind.${kind}`)}</BigButton>)}
        <p className="rounded-xl bg-sunken px-4 py-3 text-ink-2 sm:max-lg:col-span-full!">{t("home.others")}</p>
      </div>
      {open === "typed" && <TypedPump snapshot={snapshot} onClose={close} onOpen={onOpen} />}
      {open !== null && open !== "typed" && <OfflineMovement key={open} kind={open} currency={snapshot.site.currency} wrong={wrong} busy={busy} onMove={onMove} onClose={close} />}
    </div>
  );
}
