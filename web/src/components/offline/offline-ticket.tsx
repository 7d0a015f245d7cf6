"use client";

import { useEffect, useState, type FormEvent } from "react";
import { useTranslations } from "use-intl";
import { isDialogOpen } from "@/lib/dialogs";
import { money } from "@/lib/format";
import { deedOf, fuelMinor, itemOf, itemsFor, totalMinor, withItem, withoutItem, type Draft } from "@/offline/ticket";
import type { Deed, Snapshot } from "@/offline/types";
import { Icon } from "../icon";
import { ScanButton } from "../pos-handout/scan-button";
import { CashPad } from "../till/cash-pad";
import { BigButton, FocusedHeading } from "../till/till-parts";

const SHOWN = 60;

interface Props {
  snapshot: Snapshot;
  draft: Draft;
  wrong: string;
  busy: boolean;
  /** Adds what is sold under the code, or says that nothing is. */
  onScan: (barcode: string) => void;
  onChange: (draft: Draft) => void;
  onTake: (deed: Deed) => void;
  onBack: () => void;
}

function pumpOf({ fuel }: Draft): number {
  if (!fuel) return 0;
  return fuel.kind === "known" ? fuel.sale.pump : fuel.pump;
}

function Lines({ draft, currency, onLess }: { draft: Draft; currency: string; onLess: (item_id: string) => void }) {
  const t = useTranslations("offline");
  const row = "flex min-h-14 items-center gap-3 px-4 py-1.5 text-lg";
  return (
    <ul aria-label={t("ticket.lines")} className="divide-y divide-line">
      {draft.fuel && <li className={row}><span className="flex-1 font-semibold">{t("ticket.fuel", { pump: pumpOf(draft) })}</span><span className="font-bold tabular-nums">{money(fuelMinor(draft.fuel), currency)}</span></li>}
      {draft.lines.map((line) => (
        <li key={line.item_id} className={row}>
          <span className="min-w-0 flex-1"><span className="block truncate font-semibold">{line.name}</span><span className="text-ink-2 tabular-nums">{line.quantity} × {money(line.unit_price_minor, currency)}</span></span>
          <span className="font-bold tabular-nums">{money(line.quantity * line.unit_price_minor, currency)}</span>
          <button type="button" aria-label={t("ticket.less", { item: line.name })} onClick={() => onLess(line.item_id)} className="grid size-14 shrink-0 place-items-center rounded-xl text-2xl font-bold hover:bg-sunken">−</button>
        </li>
      ))}
    </ul>
  );
}

function Shop({ snapshot, onAdd, onScan }: { snapshot: Snapshot; onAdd: (item: Snapshot["items"][number]) => void; onScan: (barcode: string) => void }) {
  const t = useTranslations("offline");
  const [search, setSearch] = useState("");
  const found = itemsFor(snapshot.items, search);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const item = itemOf(snapshot.items, search.trim()) ?? found[0];
    if (!search.trim() || !item) return;
    onAdd(item);
    setSearch("");
  };
  return (
    <section aria-label={t("ticket.shop")} className="border-t border-line p-3">
      <form onSubmit={submit} className="mb-2 flex gap-2">
        <input value={search} onChange={(event) => setSearch(event.target.value)} aria-label={t("ticket.search")} placeholder={t("ticket.search")} autoComplete="off" data-testid="offline-search"
          className="min-h-14 min-w-0 flex-1 rounded-xl border border-line-strong bg-surface px-3 text-lg placeholder:text-ink-2" />
        <ScanButton disabled={false} onScan={onScan} />
      </form>
      <div role="group" aria-label={t("ticket.shop")} className="grid max-h-72 grid-cols-[repeat(auto-fill,minmax(9rem,1fr))] gap-2 overflow-y-auto p-0.5">
        {found.slice(0, SHOWN).map((item) => (
          <BigButton key={item.item_id} data-testid={`offline-item-${item.item_id}`} onClick={() => onAdd(item)} className="flex-col gap-0! px-2! py-1.5 text-base! leading-5!">
            <span className="line-clamp-2">{item.name}</span><span className="font-semibold text-ink-2 tabular-nums">{money(item.price_minor, snapshot.site.currency)}</span>
          </BigButton>
        ))}
      </div>
      {found.length === 0 && <p className="text-ink-2">{t("ticket.nothing")}</p>}
    </section>
  );
}

function useEscape(onEscape: () => void) {
  useEffect(() => {
    const keyDown = (event: KeyboardEvent) => {
      if (event.key === "Escape" && !isDialogOpen()) onEscape();
    };
    window.addEventListener("keydown", keyDown);
    return () => window.removeEventListener("keydown", keyDown);
  });
}

/** What the customer pays on one side, the cash on the other. */
export function OfflineTicket({ snapshot, draft, wrong, busy, onScan, onChange, onTake, onBack }: Props) {
  const t = useTranslations("offline");
  const { currency } = snapshot.site;
  const total = totalMinor(draft);
  const add = (item: Snapshot["items"][number]) => onChange({ ...draft, lines: withItem(draft.lines, item) });
  const typed = draft.fuel?.kind === "typed";
  useEscape(onBack);
  return (
    <div data-testid="offline-ticket" className="grid items-start gap-4 md:grid-cols-2">
      <div className="overflow-hidden rounded-xl border border-line bg-surface">
        <div className="flex items-center gap-3 border-b border-line p-2.5 pl-4">
          <FocusedHeading className="min-w-0 flex-1 text-xl font-bold">{draft.fuel ? t("pump", { pump: pumpOf(draft) }) : t("kind.SHOP_SALE")}</FocusedHeading>
          <BigButton data-testid="offline-back" disabled={busy} onClick={onBack}><Icon name="back" className="size-6" />{t("ticket.back")}</BigButton>
        </div>
        <Lines draft={draft} currency={currency} onLess={(item_id) => onChange({ ...draft, lines: withoutItem(draft.lines, item_id) })} />
        {typed ? <p className="border-t border-line p-4 text-ink-2">{t("ticket.typedAlone")}</p> : <Shop snapshot={snapshot} onAdd={add} onScan={onScan} />}
      </div>
      <div className="rounded-xl border border-line bg-surface p-4 max-md:order-first">
        <p className="mb-3 flex items-baseline justify-between gap-3 text-xl font-semibold">{t("ticket.due")}<output data-testid="offline-due" className="text-5xl font-extrabold tabular-nums">{money(total, currency)}</output></p>
        <p role="alert" data-testid="offline-wrong" className="mb-3 font-semibold text-bad-ink empty:hidden">{wrong}</p>
        {total > 0 && <CashPad dueMinor={total} currency={currency} busy={busy} partly={false} onTake={(handed) => onTake(deedOf(snapshot, draft, handed.given_minor ?? total))} onScan={typed ? undefined : onScan} />}
      </div>
    </div>
  );
}
