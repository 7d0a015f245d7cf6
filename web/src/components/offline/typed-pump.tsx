"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import { money } from "@/lib/format";
import type { Draft } from "@/offline/ticket";
import type { Snapshot } from "@/offline/types";
import { Dialog } from "../dialog";
import { Keypad } from "../till/keypad";
import { BigButton } from "../till/till-parts";
import { InDialog, useDigitKeys } from "../till/use-till-keys";

function Amount({ digits, onDigits, onEnter }: { digits: string; onDigits: (digits: string) => void; onEnter: () => void }) {
  const t = useTranslations("offline");
  useDigitKeys({ digits, onDigits, onEnter });
  return <Keypad label={t("typed.amount")} digits={digits} onDigits={onDigits} />;
}

/** What stands on the pump, read by somebody: the till has not heard of this fuelling. */
export function TypedPump({ snapshot, onClose, onOpen }: { snapshot: Snapshot; onClose: () => void; onOpen: (draft: Draft) => void }) {
  const t = useTranslations("offline");
  const { site } = snapshot;
  const [pump, setPump] = useState(0);
  const [digits, setDigits] = useState("");
  const amount = Number(digits);
  const ready = pump > 0 && amount > 0;
  const open = () => ready && onOpen({ fuel: { kind: "typed", pump, amount_minor: amount }, lines: [] });
  return (
    <Dialog title={t("typed.title")} onClose={onClose} testId="typed-pump">
      <p className="mb-3 text-ink-2">{t("typed.hint")}</p>
      <div role="group" aria-label={t("typed.which")} className="mb-3 grid grid-cols-[repeat(auto-fill,minmax(4rem,1fr))] gap-2">
        {site.pumps.map(({ number }) => (
          <button key={number} type="button" data-testid={`typed-pump-${number}`} aria-pressed={pump === number} onClick={() => setPump(number)}
            className="min-h-14 rounded-xl border-2 border-line-strong text-2xl font-extrabold aria-pressed:border-transparent aria-pressed:bg-action aria-pressed:text-action-ink"><span className="sr-only">{t("pump", { pump: number })}</span><span aria-hidden="true">{number}</span></button>
        ))}
      </div>
      <output data-testid="typed-amount" className="mb-3 flex min-h-16 items-center justify-end rounded-xl bg-sunken px-4 text-4xl font-extrabold tabular-nums">{money(amount, site.currency)}</output>
      <InDialog value={true}><Amount digits={digits} onDigits={setDigits} onEnter={open} /></InDialog>
      <BigButton look="primary" data-testid="typed-next" disabled={!ready} onClick={open} className="mt-3 min-h-18 w-full">{t("typed.next")}</BigButton>
    </Dialog>
  );
}
