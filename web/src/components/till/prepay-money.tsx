"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import type { CardWish } from "@/lib/card-flow";
import { money, pumpLitres } from "@/lib/format";
import { holdCard } from "@/lib/payment-actions";
import type { Sale } from "@/lib/selling-types";
import { TENDERS } from "@/lib/selling-words";
import { restOf, tendersFor } from "@/lib/till-money";
import type { Handed, NewTender, Pump, SaleOpening } from "@/lib/till-types";
import { useAction } from "@/lib/use-action";
import { CardHold } from "./card-hold";
import { useRelease } from "./pump-tile";
import { TenderPad } from "./tender-pad";
import { BigButton, Refused, useTill } from "./till-parts";

/** What the pump is to be released for. */
export interface PrepaidWish {
  limit: Pick<SaleOpening, "max_amount_minor" | "max_volume_ml">;
  /** Empty: whichever the customer takes. */
  grade: string;
  costMinor: number;
}

interface Props {
  pump: Pump;
  wish: PrepaidWish;
  /** The sale as the pump took it, or refused it. */
  onDone: (sale: Sale) => void;
  onBack: () => void;
}

/** {t("prepay.soFar")} of a prepayment in parts; nothing of it is booked before the pump is released. */
function Given({ given, busy, onGiveBack }: { given: readonly Handed[]; busy: boolean; onGiveBack: (place: number) => void }) {
  const t = useTranslations("till");
  const { site } = useTill();
  if (given.length === 0) return null;
  return (
    <div className="mb-3 rounded-xl border border-line">
      <ul aria-label={t("prepay.soFar")} className="divide-y divide-line">
        {given.map((tender, place) => (
          <li key={place} className="flex items-center gap-3 py-1.5 pr-1.5 pl-4 text-lg">
            <span className="min-w-0 flex-1 truncate font-semibold">{TENDERS[tender.kind]}{tender.account_id && ` ${tender.account_id}`}</span>
            <span className="font-bold tabular-nums">{money(tender.amount_minor ?? 0, site.currency)}</span>
            <BigButton look="quiet" disabled={busy} data-testid={`part-back-${place}`} onClick={() => onGiveBack(place)}>{tender.kind === "CASH" ? t("giveBack") : t("takeOff")}</BigButton>
          </li>
        ))}
      </ul>
      <p className="border-t border-line px-4 py-2 text-ink-2">{t("prepay.booked")}</p>
    </div>
  );
}

function useParts({ pump, wish, onDone }: Props) {
  const { site, shift } = useTill();
  const [given, setGiven] = useState<readonly Handed[]>([]);
  const release = useRelease({ onDone, quiet: true });
  const run = (last: NewTender) => release.run({
    site: site.site_id, kind: "PRE_PAY", pump: pump.number, shift_id: shift.shift_id, grade_ids: wish.grade ? [wish.grade] : [], ...wish.limit,
    tenders: tendersFor(given, last),
  });
  const restMinor = restOf(wish.costMinor, given);
  const take = (tender: Handed) => ((tender.amount_minor ?? 0) < restMinor ? setGiven([...given, tender]) : run(tender));
  return { given, restMinor, take, run, giveBack: (place: number) => setGiven(given.filter((_, at) => at !== place)), busy: release.busy, error: release.error };
}

/** The money for a pump that is to be released: in one or in several ways; what a card pays of it is held. */
export function PrepayMoney(props: Props) {
  const t = useTranslations("till");
  const { site, shift } = useTill();
  const { pump, wish, onBack } = props;
  const parts = useParts(props);
  const [held, setHeld] = useState("");
  const [lastCard, setLastCard] = useState("");
  const hold = useAction((asked: CardWish, key) => holdCard({ site: site.site_id, shift_id: shift.shift_id, currency: site.currency, description: t("pumpNumber", { pump: String(pump.number) }) }, asked, key), { onSuccess: (payment) => setHeld(payment.payment_id) });
  const byCard = () => parts.run({ kind: "CARD", amount_minor: 0, payment_id: held });
  const ended = () => {
    setLastCard(held);
    setHeld("");
  };
  const volumeMl = wish.limit.max_volume_ml ?? 0;
  return (
    <div className="mx-auto max-w-xl">
      {!held && parts.given.length === 0 && (
        <p className="mb-1 flex items-center justify-between gap-3">
          <button type="button" onClick={onBack} className="min-h-14 font-semibold text-accent underline">{t("prepay.change")}</button>
          {volumeMl > 0 && <span className="text-ink-2">{t("prepay.atMost", { litres: pumpLitres(volumeMl) })}</span>}
        </p>
      )}
      <Given given={parts.given} busy={parts.busy || held !== ""} onGiveBack={parts.giveBack} />
      {held ? <CardHold key={held} paymentId={held} onApproved={byCard} onRelease={byCard} onEnded={ended} busy={parts.busy} error={parts.error} /> : (
        <>
          <Refused error={parts.error ?? hold.error} />
          <TenderPad key={`${lastCard}-${parts.given.length}`} title={parts.given.length > 0 ? t("prepay.left") : t("prepay.title")} dueMinor={parts.restMinor} busy={parts.busy || hold.isPending} partly wholeCard onTake={parts.take} onCard={hold.mutate} lastCard={lastCard} />
        </>
      )}
    </div>
  );
}
