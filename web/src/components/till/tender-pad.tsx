"use client";

import { useState } from "react";
import type { NewTender } from "@/lib/till-types";
import { usePermissions } from "@/session/use-me";
import { Icon, type IconName } from "../icon";
import { AccountPad } from "./account-pad";
import { CashPad } from "./cash-pad";
import { keepFocus, useTill } from "./till-parts";

type Way = "cash" | "account";
const WAYS: readonly { way: Way; word: string; icon: IconName }[] = [{ way: "cash", word: "Cash", icon: "cash" }, { way: "account", word: "Account", icon: "user" }];

interface Props {
  dueMinor: number;
  busy: boolean;
  partly: boolean;
  onTake: (tender: NewTender) => void;
  onScan?: (barcode: string) => void;
}

/** How it is paid. */
export function TenderPad({ dueMinor, busy, partly, onTake, onScan }: Props) {
  const { site } = useTill();
  const { may } = usePermissions();
  const [way, setWay] = useState<Way>("cash");
  const ways = WAYS.filter((one) => one.way === "cash" || may("accounts.read", site.site_id));
  return (
    <div>
      {ways.length > 1 && (
        <div role="group" aria-label="How it is paid" className="mb-2.5 grid grid-cols-2 gap-2">
          {ways.map((one) => (
            <button key={one.way} type="button" data-testid={`pay-by-${one.way}`} aria-pressed={way === one.way} {...keepFocus} onClick={() => setWay(one.way)}
              className="flex min-h-14 items-center justify-center gap-2 rounded-xl border border-line-strong text-lg font-bold hover:bg-sunken aria-pressed:border-transparent aria-pressed:bg-ink aria-pressed:text-surface">
              <Icon name={one.icon} className="size-6" />{one.word}
            </button>
          ))}
        </div>
      )}
      {way === "cash"
        ? <CashPad dueMinor={dueMinor} currency={site.currency} busy={busy} partly={partly} onTake={onTake} onScan={onScan} />
        : <AccountPad dueMinor={dueMinor} currency={site.currency} busy={busy} partly={partly} onTake={onTake} />}
    </div>
  );
}
