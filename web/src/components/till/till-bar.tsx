"use client";

import Link from "next/link";
import { useState } from "react";
import { clock } from "@/lib/format";
import { sitePath } from "@/lib/navigation";
import { Dialog } from "../dialog";
import { EmergencyStop } from "../emergency-stop";
import { Icon } from "../icon";
import { CashMovementDialog, MOVEMENTS, type MovementKind } from "./cash-movement";
import { CloseShift } from "./close-shift";
import { RecentSales } from "./recent-sales";
import { BigButton, useTill } from "./till-parts";
import type { Ring } from "./use-ring";

type Open = "menu" | "close" | "recent" | MovementKind | null;

function Sound({ ring }: { ring: Ring }) {
  const word = ring.muted ? "Muted" : ring.ready ? "Sound on" : "Sound after first touch";
  return (
    <BigButton data-testid="sound" aria-pressed={!ring.muted} aria-label={`Ring for calling pumps: ${word.toLowerCase()}`} title={word} onClick={ring.toggle} className={ring.muted ? "bg-warn-bg! text-warn-ink!" : ""}>
      <Icon name={ring.muted ? "mute" : "sound"} className="size-7" />{ring.muted && <span className="max-sm:sr-only">Muted</span>}
    </BigButton>
  );
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

/** Whose shift it is, what it can do besides serving, and the emergency stop. */
export function TillBar({ ring, selling, onShopSale }: { ring: Ring; selling: boolean; onShopSale: () => void }) {
  const { site, shift } = useTill();
  const [open, setOpen] = useState<Open>(null);
  const close = () => setOpen(null);
  return (
    <div className="mb-3 flex flex-wrap items-center gap-2">
      <Link href={sitePath(site.site_id)} aria-label={`Forecourt of ${site.name}`} className="-ml-2 grid size-14 place-items-center rounded-xl hover:bg-sunken"><Icon name="back" className="size-7" /></Link>
      <div className="mr-auto min-w-0">
        <h1 className="text-xl leading-6 font-extrabold">{shift.till} <span className="font-semibold text-ink-2">· {site.name}</span></h1>
        <p className="text-ink-2">{shift.cashier}, since {clock(shift.opened_at, site.time_zone).slice(0, 5)}</p>
      </div>
      <BigButton data-testid="shop-sale" disabled={selling} onClick={onShopSale}><Icon name="basket" className="size-7" /><span className="max-sm:sr-only">Shop sale</span></BigButton>
      <BigButton data-testid="recent-open" onClick={() => setOpen("recent")}><Icon name="book" className="size-7" /><span className="max-lg:sr-only">Receipts</span></BigButton>
      <BigButton data-testid="shift-menu-open" onClick={() => setOpen("menu")}><Icon name="till" className="size-7" /><span className="max-lg:sr-only">Shift</span></BigButton>
      <Sound ring={ring} />
      <EmergencyStop site={site} />
      {open === "menu" && <Menu onChoose={setOpen} onClose={close} />}
      {open === "close" && <CloseShift onClose={close} />}
      {open === "recent" && <RecentSales onClose={close} />}
      {open !== null && open in MOVEMENTS && <CashMovementDialog kind={open as MovementKind} onClose={close} />}
    </div>
  );
}
