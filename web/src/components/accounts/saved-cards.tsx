"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
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
  const client = useQueryClient();
  const remove = useAction((id: string) => removeSavedCard(id, account.home_site), { onSuccess: () => client.invalidateQueries({ queryKey: ["saved-cards"] }) });
  return (
    <Confirm text="Remove" title={`Remove ${cardWord(card.card)}?`} busy={remove.isPending} error={remove.error} onConfirm={(close) => remove.mutate(card.saved_card_id, { onSuccess: close })} onClosed={remove.reset} testId={`remove-card-${card.saved_card_id}`}>
      It is charged no more, here and at Stripe. What was paid with it stays as it is.
    </Confirm>
  );
}

/** Cards that the customer left on file: charged at a till without the card being there. */
export function SavedCards({ account, manage }: { account: Account; manage: boolean }) {
  const answer = useQuery(savedCards(account.account_id, account.home_site));
  const [saving, setSaving] = useState(false);
  const cards = answer.data?.items;
  return (
    <Section id="cards-title" title="Cards on file" aside={manage && <Button onClick={() => setSaving(true)} data-testid="card-save"><Icon name="plus" />Save a card</Button>}>
      {answer.isError && !cards && <Failure error={answer.error} what="The cards" onRetry={() => void answer.refetch()} />}
      {answer.isPending && <Skeletons count={1} className="h-11" label="Loading the cards" />}
      {cards?.length === 0 && <p className="text-ink-2">None: the customer presents a card each time, or is charged on account.</p>}
      <ul className="divide-y divide-line">
        {cards?.map((card) => (
          <li key={card.saved_card_id} data-testid={`card-${card.saved_card_id}`} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 py-3 first:pt-0 last:pb-0">
            <div className="min-w-0 flex-1 basis-52">
              <p className="font-bold">{cardWord(card.card)}</p>
              <p className="text-sm text-ink-2">{[expiryWord(card.card), `saved ${localDay(card.saved_at)}${card.saved_by && ` by ${card.saved_by}`}`].filter(Boolean).join(" · ")}</p>
            </div>
            {manage && <Remove account={account} card={card} />}
          </li>
        ))}
      </ul>
      {saving && <SaveCard account={account} onClose={() => setSaving(false)} />}
    </Section>
  );
}
