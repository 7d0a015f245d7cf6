"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import type { CardWish } from "@/lib/card-flow";
import { money } from "@/lib/format";
import { TENDERS } from "@/lib/selling-words";
import type { Handed } from "@/lib/till-types";
import { usePermissions } from "@/session/use-me";
import { Icon, type IconName } from "../icon";
import { AccountPad } from "./account-pad";
import { CardPad } from "./card-pad";
import { CardEnded } from "./card-progress";
import { CashPad } from "./cash-pad";
import { keepFocus, useTill } from "./till-parts";
import { ScanKeys } from "./use-till-keys";

type Way = "cash" | "card" | "account";
const WAYS: readonly { way: Way; tender: "CASH" | "CARD" | "ACCOUNT"; icon: IconName }[] = [
  { way: "cash", tender: "CASH", icon: "cash" }, { way: "card", tender: "CARD", icon: "card" }, { way: "account", tender: "ACCOUNT", icon: "user" },
];

interface Props {
  /** Above what is due. */
  title: string;
  dueMinor: number;
  busy: boolean;
  partly: boolean;
  /** A card pays all that is due, also where other ways pay a part. */
  wholeCard?: boolean;
  onTake: (tender: Handed) => void;
  /** Absent: no card is asked for here. */
  onCard?: (wish: CardWish) => void;
  /** A card payment that came to nothing just now. */
  lastCard?: string;
  onScan?: (barcode: string) => void;
}

function Ways({ ways, chosen, onChoose }: { ways: typeof WAYS; chosen: Way; onChoose: (way: Way) => void }) {
  const t = useTranslations("till");
  return (
    <div role="group" aria-label={t("howPaid")} className="flex max-w-full overflow-hidden rounded-xl border border-line-strong max-sm:w-full">
      {ways.map((one) => (
        <button key={one.way} type="button" data-testid={`pay-by-${one.way}`} aria-pressed={chosen === one.way} {...keepFocus} onClick={() => onChoose(one.way)}
          className="flex min-h-14 items-center justify-center gap-2 px-3.5 text-lg font-bold max-lg:gap-1.5 max-lg:px-2 max-lg:text-base max-sm:flex-auto hover:bg-sunken focus-visible:-outline-offset-4 aria-pressed:bg-ink aria-pressed:text-surface">
          <Icon name={one.icon} className="size-6" />{TENDERS[one.tender]}
        </button>
      ))}
    </div>
  );
}

/** What is due, and how it is paid. */
export function TenderPad({ title, dueMinor, busy, partly, wholeCard = false, onTake, onCard, lastCard, onScan }: Props) {
  const { site } = useTill();
  const { may } = usePermissions();
  const [way, setWay] = useState<Way>(lastCard ? "card" : "cash");
  const allowed: Record<Way, boolean> = { cash: true, card: onCard !== undefined && may("payments.take", site.site_id), account: may("accounts.read", site.site_id) };
  const ways = WAYS.filter((one) => allowed[one.way]);
  const pad = { dueMinor, busy, partly, currency: site.currency };
  return (
    <div>
      <div className="mb-2.5 flex flex-wrap items-end justify-between gap-x-4 gap-y-2">
        {ways.length > 1 && <Ways ways={ways} chosen={way} onChoose={setWay} />}
        <p className="ml-auto text-right leading-none"><span className="block text-base leading-5 font-semibold text-ink-2">{title}</span><strong data-testid="due" aria-live="polite" className="text-5xl leading-11 font-extrabold tracking-tight tabular-nums">{money(dueMinor, site.currency)}</strong></p>
      </div>
      {lastCard && way === "card" && <CardEnded paymentId={lastCard} />}
      {way === "cash" && <CashPad {...pad} onTake={onTake} onScan={onScan} />}
      {way === "card" && onCard && <CardPad {...pad} partly={partly && !wholeCard} onAsk={onCard} onScan={onScan} />}
      {way === "account" && <AccountPad {...pad} onTake={onTake} />}
      {way === "account" && onScan && <ScanKeys onScan={onScan} />}
    </div>
  );
}
