"use client";

import { Suspense, useState, type ComponentProps } from "react";
import { useTranslations } from "use-intl";
import type { CashMovement, ZReport } from "@/lib/selling-types";
import { Icon, type IconName } from "../icon";
import { BigButton } from "./till-parts";
import type { Ring } from "./use-ring";
import { CashMovementDialog, CloseShift, Debts, PrinterSettings, RecentSales, ShiftMenu } from "./views";

type Open = "menu" | "close" | "recent" | "debts" | "printer" | CashMovement["kind"] | null;

interface Props {
  ring: Ring;
  selling: boolean;
  onShopSale: () => void;
  /** The Z report of the shift that was just closed; null: an X report. */
  onReport: (closed: ZReport | null) => void;
}

const STACKED = "min-w-19 flex-col gap-0.5! px-2! max-sm:text-sm! sm:text-base! leading-5! max-sm:min-w-15 max-sm:flex-1 max-sm:px-0.5!";

function Entry({ icon, word, className = "", ...rest }: ComponentProps<typeof BigButton> & { icon: IconName; word: string }) {
  return <BigButton {...rest} className={`${STACKED} ${className}`}><Icon name={icon} className="size-7" />{word}</BigButton>;
}

function Sound({ ring }: { ring: Ring }) {
  const t = useTranslations("till");
  const word = ring.muted ? t("bar.muted") : t("bar.sound");
  const title = ring.muted ? t("bar.silent") : ring.ready ? t("bar.rings") : t("bar.ringsLater");
  return <Entry icon={ring.muted ? "mute" : "sound"} word={word} data-testid="sound" aria-pressed={!ring.muted} aria-label={`${t("bar.sound")}: ${title}`} title={title} onClick={ring.toggle} className={ring.muted ? "bg-warn-bg! text-warn-ink!" : ""} />;
}

function Opened({ open, onOpen, onReport }: { open: Open; onOpen: (open: Open) => void; onReport: Props["onReport"] }) {
  const close = () => onOpen(null);
  const choose = (next: "close" | "x" | "printer" | CashMovement["kind"]) => {
    onOpen(next === "x" ? null : next);
    if (next === "x") onReport(null);
  };
  switch (open) {
    case null: return null;
    case "menu": return <ShiftMenu onChoose={choose} onClose={close} />;
    case "close": return <CloseShift onClose={close} onClosed={(report) => { close(); onReport(report); }} />;
    case "recent": return <RecentSales onClose={close} />;
    case "printer": return <PrinterSettings onClose={close} />;
    case "debts": return <Debts onClose={close} />;
    default: return <CashMovementDialog kind={open} onClose={close} />;
  }
}

/** What the shift can do besides serving. */
export function TillBar({ ring, selling, onShopSale, onReport }: Props) {
  const till = useTranslations("till");
  const t = useTranslations("pos");
  const [open, setOpen] = useState<Open>(null);
  return (
    <>
      <div role="group" aria-label={t("bar.beside")} className="mb-3 flex flex-wrap gap-2 print:hidden">
        <Entry icon="basket" word={till("bar.shop")} data-testid="shop-sale" disabled={selling} onClick={onShopSale} />
        <Entry icon="book" word={till("bar.receipts")} data-testid="recent-open" onClick={() => setOpen("recent")} />
        <Entry icon="user" word={till("bar.debts")} data-testid="debts-open" onClick={() => setOpen("debts")} />
        <Entry icon="till" word={till("bar.shift")} data-testid="shift-menu-open" onClick={() => setOpen("menu")} />
        <Sound ring={ring} />
      </div>
      <Suspense><Opened open={open} onOpen={setOpen} onReport={onReport} /></Suspense>
    </>
  );
}
