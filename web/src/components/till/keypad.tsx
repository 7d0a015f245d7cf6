"use client";

import { Fragment, type ReactNode } from "react";
import { useTranslations } from "use-intl";
import { pressed } from "@/lib/digits";
import { Icon } from "../icon";
import { keepFocus } from "./till-parts";

const KEY = "grid min-h-14 place-items-center rounded-xl border border-line-strong bg-surface text-2xl font-bold hover:bg-sunken active:bg-idle-bg";
const ROWS = [["7", "8", "9"], ["4", "5", "6"], ["1", "2", "3"], ["0", "00", "erase"]];

interface Props {
  label: string;
  digits: string;
  onDigits: (digits: string) => void;
  /** Four keys of one's own on the right. */
  side?: readonly ReactNode[];
}

/** Digits move in from the right, as on a till. */
export function Keypad({ label, digits, onDigits, side = [] }: Props) {
  const t = useTranslations("till");
  const key = (name: string) => (
    <button key={name} type="button" data-testid={`key-${name}`} {...keepFocus} onClick={() => onDigits([...name].reduce(pressed, digits))} className={KEY}>{name}</button>
  );
  const erase = (
    <button key="erase" type="button" aria-label={t("erase")} {...keepFocus} onClick={() => onDigits(pressed(digits, "erase"))} className={KEY}><Icon name="erase" className="size-7" /></button>
  );
  return (
    <div role="group" aria-label={label} className={`grid gap-2 ${side.length > 0 ? "grid-cols-[repeat(3,minmax(0,1fr))_minmax(0,1.25fr)]" : "grid-cols-3"}`}>
      {ROWS.map((row, i) => (
        <Fragment key={row[0]}>
          {row.map((name) => (name === "erase" ? erase : key(name)))}
          {side[i]}
        </Fragment>
      ))}
    </div>
  );
}
