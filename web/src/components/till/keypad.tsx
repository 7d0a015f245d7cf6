"use client";

import { pressed } from "@/lib/till-money";
import { Icon } from "../icon";
import { keepFocus } from "./till-parts";

const KEY = "grid min-h-14 place-items-center rounded-xl border border-line-strong bg-surface text-2xl font-bold hover:bg-sunken active:bg-idle-bg";

interface Props {
  label: string;
  digits: string;
  onDigits: (digits: string) => void;
}

/** Digits move in from the right, as on a till. */
export function Keypad({ label, digits, onDigits }: Props) {
  const key = (name: string) => (
    <button key={name} type="button" data-testid={`key-${name}`} {...keepFocus} onClick={() => onDigits([...name].reduce(pressed, digits))} className={KEY}>{name}</button>
  );
  return (
    <div role="group" aria-label={label} className="grid grid-cols-3 gap-2">
      {["7", "8", "9", "4", "5", "6", "1", "2", "3", "0", "00"].map(key)}
      <button type="button" aria-label="Erase the last digit" {...keepFocus} onClick={() => onDigits(pressed(digits, "erase"))} className={KEY}><Icon name="erase" className="size-7" /></button>
    </div>
  );
}
