"use client";

/** What every part of the till needs. */

import { createContext, useContext, useEffect, useRef, type ButtonHTMLAttributes, type MouseEvent, type ReactNode } from "react";
import { useTranslations } from "use-intl";
import type { Sale, Shift } from "@/lib/selling-types";
import { problemWords } from "@/lib/till-words";
import type { Site } from "@/lib/types";
import { useAction } from "@/lib/use-action";
import { useLiveParts } from "@/live/live-provider";
import { saleLive } from "@/live/sales";
import { Icon } from "../icon";
import type { Message } from "./till-message";

export interface TillParts {
  site: Site;
  shift: Shift;
  /** Shown on top until the next one, or until it is dismissed. */
  say: (message: Message | null) => void;
  fail: (error: unknown) => void;
  /** Keeps the till on the screen while its shift is being closed, until the result was read. */
  hold: (held: boolean) => void;
}

const TillContext = createContext<TillParts | null>(null);

export function TillProvider({ parts, children }: { parts: TillParts; children: ReactNode }) {
  return <TillContext value={parts}>{children}</TillContext>;
}

export function useTill(): TillParts {
  const parts = useContext(TillContext);
  if (!parts) throw new Error("outside of TillProvider");
  return parts;
}

interface SaleAction<I> {
  onDone?: (sale: Sale, input: I) => void;
  /** In a dialog, which shows the error itself. */
  quiet?: boolean;
}

/** A change of a sale: the screens show it at once, without waiting for the stream. */
export function useSaleAction<I>(work: (input: I, key: string) => Promise<Sale>, { onDone, quiet = false }: SaleAction<I> = {}) {
  const { store } = useLiveParts();
  const { say, fail } = useTill();
  const action = useAction(async (input: I, key: string) => ({ sale: await work(input, key), input }), {
    onSuccess: ({ sale, input }) => {
      store.applySale(sale.site, saleLive(sale));
      if (!quiet) say(null);
      onDone?.(sale, input);
    },
  });
  return { run: (input: I) => action.mutate(input, quiet ? {} : { onError: fail }), busy: action.isPending, error: action.error };
}

/** Within a dialog, what went wrong and what to do. */
export function Refused({ error }: { error: unknown }) {
  return (
    <div role="alert">
      {error !== null && <p className="my-3 flex items-start gap-2 rounded-lg bg-bad-bg px-4 py-3 text-lg leading-6 font-semibold text-bad-ink"><Icon name="warning" className="mt-0.5 size-6" />{problemWords(error)}</p>}
    </div>
  );
}

/** A finger or a mouse leaves the focus where it is, so that the keyboard goes on meaning what the help line says. */
export const keepFocus = { onMouseDown: (event: MouseEvent) => event.preventDefault() };

type Look = "plain" | "primary" | "danger" | "quiet";

const LOOKS: Record<Look, string> = {
  plain: "border-line-strong bg-surface text-ink hover:bg-sunken",
  primary: "border-transparent bg-action text-action-ink hover:brightness-115",
  danger: "border-transparent bg-[#b42323] text-white hover:brightness-110",
  quiet: "border-transparent bg-sunken text-ink hover:bg-idle-bg",
};

type BigProps = ButtonHTMLAttributes<HTMLButtonElement> & { look?: Look };

/** At least 56 px high, for fingers. */
export function BigButton({ look = "plain", className = "", ...rest }: BigProps) {
  return (
    <button type="button" {...keepFocus} {...rest}
      className={`inline-flex min-h-14 items-center justify-center gap-2.5 rounded-xl border px-4 text-lg leading-6 font-bold active:brightness-95 disabled:opacity-55 ${LOOKS[look]} ${className}`} />
  );
}

/** A key's name, as the help line shows it. */
export function Key({ children }: { children: ReactNode }) {
  return <kbd className="rounded border border-line-strong bg-surface px-1.5 py-0.5 font-sans text-sm font-semibold text-ink">{children}</kbd>;
}

export function PumpNumber({ number, className = "" }: { number: number; className?: string }) {
  const t = useTranslations("till");
  return (
    <span className={`grid size-12 shrink-0 place-items-center rounded-lg bg-idle-bg text-2xl font-extrabold text-idle-ink ${className}`}>
      <span className="sr-only">{t("pumpWord")} </span>{number}
    </span>
  );
}

/** Has the focus when it appears, so that a screen reader says what the screen is about now. */
export function FocusedHeading({ className, children }: { className: string; children: ReactNode }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return <h2 tabIndex={-1} ref={heading} className={`outline-none ${className}`}>{children}</h2>;
}

/** As a `ref` within a dialog: takes the focus instead of the dialog's Close, so that Enter means what the dialog is for. */
export function wantsFocus(element: HTMLElement | null): void {
  element?.setAttribute("autofocus", "");
}
