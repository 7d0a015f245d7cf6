"use client";

import { useTranslations } from "use-intl";
import type { CashMovement } from "@/lib/selling-types";
import { MOVEMENTS } from "@/lib/selling-words";
import { Dialog } from "../dialog";
import type { MovementKind } from "./cash-movement";

const ENTRY = "inline-flex min-h-16 items-center justify-center rounded-xl border border-line-strong bg-surface px-4 text-center text-lg font-bold hover:bg-sunken";

/** What is done with the shift besides selling. */
export function ShiftMenu({ onChoose, onClose }: { onChoose: (open: "close" | "x" | "printer" | CashMovement["kind"]) => void; onClose: () => void }) {
  const t = useTranslations("till");
  const handout = useTranslations("handout");
  return (
    <Dialog title={t("shift.yours")} onClose={onClose} testId="shift-menu">
      <div className="grid gap-2 sm:grid-cols-2">
        {(Object.keys(MOVEMENTS) as MovementKind[]).map((kind) => <button key={kind} type="button" data-testid={`movement-${kind}`} onClick={() => onChoose(kind)} className={ENTRY}>{MOVEMENTS[kind]}</button>)}
        <button type="button" data-testid="x-report" onClick={() => onChoose("x")} className={ENTRY}>{t("shift.x")}</button>
        <button type="button" data-testid="printer-open" onClick={() => onChoose("printer")} className={ENTRY}>{handout("printer.entry")}</button>
        <button type="button" data-testid="close-shift-open" onClick={() => onChoose("close")} className={`${ENTRY} sm:col-span-2`}>{t("shift.closeOpen")}</button>
      </div>
    </Dialog>
  );
}
