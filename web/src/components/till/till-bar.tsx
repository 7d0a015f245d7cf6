"use client";

import Link from "next/link";
import { useState, type ComponentProps } from "react";
import { useTranslations } from "use-intl";
import { Dialog } from "../dialog";
import { Icon, type IconName } from "../icon";
import { CashMovementDialog, MOVEMENTS, type MovementKind } from "./cash-movement";
import { CloseShift } from "./close-shift";
import { Debts } from "./debts";
import { RecentSales } from "./recent-sales";
import { BigButton, useTill } from "./till-parts";
import type { Ring } from "./use-ring";

type Open = "menu" | "close" | "recent" | "debts" | MovementKind | null;

const STACKED = "min-w-19 flex-col gap-0.5! px-2! text-sm! leading-4! max-sm:min-w-15 max-sm:flex-1 max-sm:px-0.5!";

function Entry({ icon, word, className = "", ...rest }: ComponentProps<typeof BigButton> & { icon: IconName; word: string }) {
  return <BigButton {...rest} className={`${STACKED} ${className}`}><Icon name={icon} className="size-7" />{word}</BigButton>;
}

function Sound({ ring }: { ring: Ring }) {
  const word = ring.muted ? "Muted" : "Sound";
  const title = ring.muted ? "Calling pumps do not ring" : ring.ready ? "Calling pumps ring" : "Calling pumps ring from your first touch on";
  return <Entry icon={ring.muted ? "mute" : "sound"} word={word} data-testid="sound" aria-pressed={!ring.muted} aria-label={`Sound: ${title}`} title={title} onClick={ring.toggle} className={ring.muted ? "bg-warn-bg! text-warn-ink!" : ""} />;
}

const ENTRY = "inline-flex min-h-16 items-center justify-center rounded-xl border border-line-strong bg-surface px-4 text-center text-lg font-bold hover:bg-sunken";

function Menu({ onChoose, onClose }: { onChoose: (open: Open) => void; onClose: () => void }) {
  const { shift } = useTill();
  return (
    <Dialog title="Your shift" onClose={onClose} testId="shift-menu">
      <div className="grid gap-2 sm:grid-cols-2">
        {(Object.keys(MOVEMENTS) as MovementKind[]).map((kind) => <button key={kind} type="button" data-testid={`movement-${kind}`} onClick={() => onChoose(kind)} className={ENTRY}>{MOVEMENTS[kind].word}</button>)}
        <Link href={`/shift/?id=${shift.shift_id}`} data-testid="x-report" className={ENTRY}>X report</Link>
        <button type="button" data-testid="close-shift-open" onClick={() => onChoose("close")} className={ENTRY}>Close the shift…</button>
      </div>
    </Dialog>
  );
}

/** What the shift can do besides serving. */
export function TillBar({ ring, selling, onShopSale }: { ring: Ring; selling: boolean; onShopSale: () => void }) {
  const t = useTranslations("pos");
  const [open, setOpen] = useState<Open>(null);
  const close = () => setOpen(null);
  return (
    <>
      <div role="group" aria-label={t("bar.beside")} className="mb-3 flex flex-wrap gap-2">
        <Entry icon="basket" word="Shop" data-testid="shop-sale" disabled={selling} onClick={onShopSale} />
        <Entry icon="book" word="Receipts" data-testid="recent-open" onClick={() => setOpen("recent")} />
        <Entry icon="user" word="Debts" data-testid="debts-open" onClick={() => setOpen("debts")} />
        <Entry icon="till" word="Shift" data-testid="shift-menu-open" onClick={() => setOpen("menu")} />
        <Sound ring={ring} />
      </div>
      {open === "menu" && <Menu onChoose={setOpen} onClose={close} />}
      {open === "close" && <CloseShift onClose={close} />}
      {open === "recent" && <RecentSales onClose={close} />}
      {open === "debts" && <Debts onClose={close} />}
      {open !== null && open in MOVEMENTS && <CashMovementDialog kind={open as MovementKind} onClose={close} />}
    </>
  );
}
