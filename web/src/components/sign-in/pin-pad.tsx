"use client";

import { useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import { Icon } from "../icon";

const MAX_DIGITS = 12;
const HIGH = "min-h-[clamp(3.5rem,7dvh,4rem)]";
const KEY = `grid ${HIGH} place-items-center rounded-xl border border-line-strong bg-surface text-2xl font-bold hover:bg-sunken active:bg-idle-bg disabled:opacity-55`;

interface Props {
  busy: boolean;
  /** A new attempt begins empty. */
  onPin: (pin: string) => void;
}

/** Digits on the screen and on the keyboard; what was pressed is shown as dots only. */
export function PinPad({ busy, onPin }: Props) {
  const t = useTranslations("signIn");
  const [pin, setPin] = useState("");
  const press = (digit: string) => setPin((now) => (now + digit).slice(0, MAX_DIGITS));
  const erase = () => setPin((now) => now.slice(0, -1));
  const enter = () => {
    if (busy || pin === "") return;
    onPin(pin);
    setPin("");
  };
  useEffect(() => {
    const keyDown = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (/^\d$/.test(event.key)) press(event.key);
      else if (event.key === "Backspace") erase();
      else if (event.key === "Enter" && pin !== "") {
        event.preventDefault();
        enter();
      }
    };
    window.addEventListener("keydown", keyDown);
    return () => window.removeEventListener("keydown", keyDown);
  });
  return (
    <div role="group" aria-label={t("pin")}>
      <p className="mb-4 flex h-12 items-center justify-center gap-3 rounded-xl bg-sunken" data-testid="pin-shown" data-digits={pin.length}>
        {pin === "" ? <span className="text-ink-2">{t("enterPin")}</span> : Array.from(pin, (_, i) => <span key={i} className="size-3.5 rounded-full bg-ink" aria-hidden="true" />)}
        <span role="status" className="sr-only">{t("digits", { count: pin.length })}</span>
      </p>
      <div className="grid grid-cols-3 gap-2.5">
        {["1", "2", "3", "4", "5", "6", "7", "8", "9"].map((digit) => <Key key={digit} digit={digit} onPress={press} />)}
        <button type="button" aria-label={t("erase")} onClick={erase} className={KEY}><Icon name="erase" className="size-7" /></button>
        <Key digit="0" onPress={press} />
        <button type="button" data-testid="pin-enter" aria-label={t("okSignIn")} onClick={enter} disabled={busy || pin === ""}
          className={`grid ${HIGH} place-items-center rounded-xl bg-action text-lg font-bold text-action-ink hover:brightness-115 disabled:opacity-55`}>OK</button>
      </div>
    </div>
  );
}

function Key({ digit, onPress }: { digit: string; onPress: (digit: string) => void }) {
  return <button type="button" data-testid={`pin-${digit}`} onClick={() => onPress(digit)} className={KEY}>{digit}</button>;
}
