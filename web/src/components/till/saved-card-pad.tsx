"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { money } from "@/lib/format";
import { savedCards } from "@/lib/payment-queries";
import type { SavedCard } from "@/lib/payment-types";
import { cardWord, expiryWord } from "@/lib/payment-words";
import type { Account } from "@/lib/selling-types";
import { Icon } from "../icon";
import { Failure, Skeletons } from "../ui";
import { AccountSearch } from "./account-pad";
import { BigButton, useTill } from "./till-parts";

interface Props {
  amountMinor: number;
  currency: string;
  busy: boolean;
  onChoose: (card: SavedCard) => void;
  onBack: () => void;
}

function Back({ text, onBack }: { text: string; onBack: () => void }) {
  return <button type="button" onClick={onBack} className="flex min-h-14 w-full items-center gap-3 rounded-xl px-2 text-left text-lg font-semibold hover:bg-sunken"><Icon name="back" className="size-6" />{text}</button>;
}

function Cards({ account, amountMinor, currency, busy, onChoose, onBack }: Props & { account: Account }) {
  const t = useTranslations("till");
  const { site } = useTill();
  const answer = useQuery(savedCards(account.account_id, site.site_id));
  const cards = answer.data?.items;
  return (
    <div className="space-y-2.5">
      <Back text={account.name} onBack={onBack} />
      {answer.isError && !cards && <Failure error={answer.error} what={t("card.savedCards")} onRetry={() => void answer.refetch()} />}
      {answer.isPending && <Skeletons count={2} className="h-18" label={t("card.loadingSaved")} />}
      {cards?.length === 0 && <p className="text-lg text-ink-2">{t("card.noneSaved")}</p>}
      {cards?.map((one) => (
        <BigButton key={one.saved_card_id} data-testid={`saved-${one.saved_card_id}`} disabled={busy} onClick={() => onChoose(one)} className="min-h-18 w-full justify-between!">
          <span className="text-left leading-6">{cardWord(one.card)}<span className="block text-base font-semibold text-ink-2">{expiryWord(one.card)}</span></span>
          <span className="tabular-nums">{t("card.charge", { amount: money(amountMinor, currency) })}</span>
        </BigButton>
      ))}
    </div>
  );
}

/** Whose card, and which: cards that account customers left on file. */
export function SavedCardPad(props: Props) {
  const t = useTranslations("till");
  const [account, setAccount] = useState<Account | null>(null);
  if (account) return <Cards {...props} account={account} onBack={() => setAccount(null)} />;
  return <><Back text={t("card.savedCard")} onBack={props.onBack} /><AccountSearch onChoose={setAccount} /></>;
}
