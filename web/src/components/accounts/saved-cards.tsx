"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { localDay } from "@/lib/format";
import { removeSavedCard } from "@/lib/payment-actions";
import { savedCards } from "@/lib/payment-queries";
import type { SavedCard } from "@/lib/payment-types";
import { cardWord, expiryWord } from "@/lib/payment-words";
import type { Account } from "@/lib/selling-types";
import { useAction } from "@/lib/use-action";
import { Confirm } from "../dialog";
import { Icon } from "../icon";
import { Section } from "../sales/parts";
import { Button, Failure, Skeletons } from "../ui";
import { SaveCard } from "./save-card";

function Remove({ account, card }: { account: Account; card: SavedCard }) {
  const t = useTranslations("trade");
  const client = useQueryClient();
  const remove = useAction((id: string) => removeSavedCard(id, account.home_site), { onSuccess: () => client.invalidateQueries({ queryKey: ["saved-cards"] }) });
  return (
    <Confirm text={t("remove")} title={t("account.removeTitle", { what: cardWord(card.card) })} busy={remove.isPending} error={remove.error} onConfirm={(close) => remove.mutate(card.saved_card_id, { onSuccess: close })} onClosed={remove.reset} testId={`remove-card-${card.saved_card_id}`}>
      {t("account.removeCardText")}
    </Confirm>
  );
}

/** Cards that the customer left on file: charged at a till without the card being there. */
export function SavedCards({ account, manage }: { account: Account; manage: boolean }) {
  const t = useTranslations("trade");
  const answer = useQuery(savedCards(account.account_id, account.home_site));
  const [saving, setSaving] = useState(false);
  const cards = answer.data?.items;
  return (
    <Section id="cards-title" title={t("account.cards")} aside={manage && <Button onClick={() => setSaving(true)} data-testid="card-save"><Icon name="plus" />{t("account.saveCard")}</Button>}>
      {answer.isError && !cards && <Failure error={answer.error} what={t("account.theCards")} onRetry={() => void answer.refetch()} />}
      {answer.isPending && <Skeletons count={1} className="h-11" label={t("account.loadingCards")} />}
      {cards?.length === 0 && <p className="text-ink-2">{t("account.cardsNone")}</p>}
      <ul className="divide-y divide-line">
        {cards?.map((card) => (
          <li key={card.saved_card_id} data-testid={`card-${card.saved_card_id}`} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 py-3 first:pt-0 last:pb-0">
            <div className="min-w-0 flex-1 basis-52">
              <p className="font-bold">{cardWord(card.card)}</p>
              <p className="text-sm text-ink-2">{[expiryWord(card.card), card.saved_by ? t("account.cardSavedBy", { day: localDay(card.saved_at), name: card.saved_by }) : t("account.cardSaved", { day: localDay(card.saved_at) })].filter(Boolean).join(" · ")}</p>
            </div>
            {manage && <Remove account={account} card={card} />}
          </li>
        ))}
      </ul>
      {saving && <SaveCard account={account} onClose={() => setSaving(false)} />}
    </Section>
  );
}
