"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { readerLook, readerReady, readersAt, type CardWay, type CardWish } from "@/lib/card-flow";
import { money } from "@/lib/format";
import { readers as readersQuery } from "@/lib/payment-queries";
import type { Reader } from "@/lib/payment-types";
import { usePermissions } from "@/session/use-me";
import { Icon } from "../icon";
import { readersPath } from "../payments/parts";
import { Failure, Skeleton } from "../ui";
import { Keypad } from "./keypad";
import { SavedCardPad } from "./saved-card-pad";
import { BigButton, useTill } from "./till-parts";
import { useDigitKeys } from "./use-till-keys";

interface Props {
  dueMinor: number;
  currency: string;
  busy: boolean;
  /** Whether less than what is due may be taken now and the rest in another way. */
  partly: boolean;
  onAsk: (wish: CardWish) => void;
  onScan?: (barcode: string) => void;
}

function ReaderButton({ reader, word: amount, primary, disabled, onAsk }: { reader: Reader; word: string; primary: boolean; disabled: boolean; onAsk: () => void }) {
  const t = useTranslations("till");
  const ready = readerReady(reader);
  const { word, icon } = readerLook(reader);
  return (
    <BigButton look={primary ? "primary" : "plain"} data-testid={`reader-${reader.reader_id}`} data-ready={ready} disabled={disabled || !ready} onClick={onAsk} className="min-h-18 w-full">
      <Icon name="card" className="size-7" />
      <span className="min-w-0 text-left leading-6">
        <span className="block tabular-nums">{ready ? t("card.ask", { amount }) : t("card.reader", { name: reader.label })}</span>
        <span className="flex items-center gap-1.5 text-base font-semibold">{ready ? t("card.reader", { name: reader.label }) : <><Icon name={icon} className="size-4" />{word}</>}</span>
      </span>
    </BigButton>
  );
}

function NoReader() {
  const t = useTranslations("till");
  const { site } = useTill();
  const { may } = usePermissions();
  return (
    <p className="rounded-xl bg-sunken px-4 py-3 text-lg leading-6">
      {t("card.noReader")} {may("readers.manage", site.site_id) ? <Link href={readersPath(site.site_id)} className="inline-flex min-h-11 items-center font-semibold text-accent underline">{t("card.register")}</Link> : t("card.supervisorRegisters")}
    </p>
  );
}

function Readers({ answer, word, disabled, onAsk }: { answer: ReturnType<typeof useReaders>; word: string; disabled: boolean; onAsk: (reader: Reader) => void }) {
  const t = useTranslations("till");
  if (answer.isError && !answer.data) return <Failure error={answer.error} what={t("card.readers")} onRetry={() => void answer.refetch()} />;
  if (!answer.data) return <Skeleton className="h-18" />;
  const first = answer.here.find(readerReady);
  if (answer.here.length === 0) return <NoReader />;
  return answer.here.map((reader) => <ReaderButton key={reader.reader_id} reader={reader} word={word} primary={reader === first} disabled={disabled} onAsk={() => onAsk(reader)} />);
}

function useReaders() {
  const { site, shift } = useTill();
  const answer = useQuery(readersQuery(site.site_id));
  return { ...answer, here: readersAt(answer.data?.items ?? [], shift.till) };
}

/** How much of it by card, and what is left then. */
function Part({ typedMinor, dueMinor, currency, wrong }: { typedMinor: number; dueMinor: number; currency: string; wrong: boolean }) {
  const t = useTranslations("till");
  const left = wrong ? t("card.atMost", { amount: money(dueMinor, currency) }) : typedMinor > 0 && typedMinor < dueMinor ? t("leftToPay", { amount: money(dueMinor - typedMinor, currency) }) : "";
  return (
    <p className={`flex min-h-14 items-center justify-between gap-3 rounded-xl px-4 ${wrong ? "bg-bad-bg text-bad-ink" : "bg-sunken"}`}>
      <span className="leading-6"><span className="block text-lg font-semibold">{t("card.by")}</span><span role={wrong ? "alert" : "status"} className="block font-semibold tabular-nums empty:hidden">{left}</span></span>
      <output data-testid="card-amount" className="text-3xl font-extrabold tabular-nums">{money(typedMinor, currency)}</output>
    </p>
  );
}

/** How much of it, and how the card is presented. */
export function CardPad({ dueMinor, currency, busy, partly, onAsk, onScan }: Props) {
  const t = useTranslations("till");
  const { site } = useTill();
  const { may } = usePermissions();
  const [digits, setDigits] = useState("");
  const [part, setPart] = useState(false);
  const [onFile, setOnFile] = useState(false);
  const readers = useReaders();
  const typed = Number(digits);
  const amount = partly && typed > 0 ? typed : dueMinor;
  const wrong = amount > dueMinor;
  const inPart = partly && (part || typed > 0);
  const ask = (way: CardWay) => !busy && !wrong && onAsk({ amountMinor: amount, way });
  const first = readers.here.find(readerReady);
  useDigitKeys({ digits, onDigits: (next) => partly && setDigits(next), onEnter: () => first && ask({ kind: "READER", reader_id: first.reader_id }), onScan });
  if (onFile) return <SavedCardPad busy={busy} amountMinor={amount} currency={currency} onBack={() => setOnFile(false)} onChoose={(card) => ask({ kind: "SAVED_CARD", saved_card_id: card.saved_card_id, account_id: card.account_id })} />;
  return (
    <div className="space-y-2.5">
      {inPart && <Part typedMinor={typed} dueMinor={dueMinor} currency={currency} wrong={wrong} />}
      {inPart && <Keypad label={t("card.howMuch")} digits={digits} onDigits={setDigits} />}
      <Readers answer={readers} word={money(amount, currency)} disabled={busy || wrong} onAsk={(reader) => ask({ kind: "READER", reader_id: reader.reader_id })} />
      <div className="flex flex-wrap gap-2 *:flex-auto *:px-3!">
        <BigButton data-testid="card-link" disabled={busy || wrong} onClick={() => ask({ kind: "LINK" })}><Icon name="qr" className="size-6" />{t("card.qr")}</BigButton>
        {may("accounts.read", site.site_id) && <BigButton data-testid="card-saved" disabled={busy || wrong} onClick={() => setOnFile(true)}><Icon name="user" className="size-6" />{t("card.saved")}</BigButton>}
        {partly && <BigButton look="quiet" aria-expanded={inPart} data-testid="card-part" onClick={() => { setPart(!inPart); setDigits(""); }}>{inPart ? t("card.all") : t("card.part")}</BigButton>}
      </div>
    </div>
  );
}
