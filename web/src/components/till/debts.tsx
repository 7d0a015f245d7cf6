"use client";

import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useState } from "react";
import { useTranslations } from "use-intl";
import { texts } from "@/i18n/language";
import { money, stamp } from "@/lib/format";
import { settleDebt } from "@/lib/selling-actions";
import { debts } from "@/lib/selling-queries";
import type { Debt } from "@/lib/selling-types";
import { clearingWord } from "@/lib/selling-words";
import type { Handed } from "@/lib/till-types";
import { useAction } from "@/lib/use-action";
import { Dialog } from "../dialog";
import { TextField } from "../form";
import { Icon } from "../icon";
import { Failure, Skeletons } from "../ui";
import { ReceiptHandOut } from "../pos-handout/receipt-hand-out";
import { DebtCard, useDebtCard } from "./debt-card";
import { TenderPad } from "./tender-pad";
import { BigButton, PumpNumber, Refused, keepFocus, useTill } from "./till-parts";
import { InDialog } from "./use-till-keys";

const whoOwes = (debt: Debt) => debt.registration || debt.person || debt.note || texts("till")("debts.nobody");

function Row({ debt, onChoose }: { debt: Debt; onChoose: () => void }) {
  const { site } = useTill();
  return (
    <li>
      <button type="button" data-testid={`debt-${debt.debt_id}`} {...keepFocus} onClick={onChoose} className="flex min-h-16 w-full items-center gap-3 px-3 py-2 text-left hover:bg-sunken focus-visible:-outline-offset-4">
        {debt.pump > 0 ? <PumpNumber number={debt.pump} /> : <span className="grid size-12 place-items-center"><Icon name="basket" className="size-7" /></span>}
        <span className="min-w-0 flex-1"><span className="block truncate text-lg font-semibold">{whoOwes(debt)}</span><span className="block text-ink-2">{clearingWord(debt.kind)}, {stamp(debt.recorded_at, site.time_zone)}</span></span>
        <span className="text-xl font-bold tabular-nums">{money(debt.amount_minor, debt.currency)}</span>
      </button>
    </li>
  );
}

function Open({ onChoose }: { onChoose: (debt: Debt) => void }) {
  const t = useTranslations("till");
  const { site } = useTill();
  const [registration, setRegistration] = useState("");
  const typed = registration.trim();
  const answer = useInfiniteQuery({ ...debts({ site: site.site_id, state: "OPEN", ...(typed && { registration: typed }) }), placeholderData: (before) => before });
  const found = answer.data?.pages.flatMap((page) => page.items);
  return (
    <div className="space-y-3">
      <TextField label={t("registration")} hint={t("debts.hint")} value={registration} onChange={(event) => setRegistration(event.target.value)} autoCapitalize="characters" maxLength={30} className="min-h-14! text-lg" data-testid="debt-search" />
      {answer.isError ? <Failure error={answer.error} what={t("debts.what")} onRetry={() => void answer.refetch()} />
        : !found ? <Skeletons count={3} className="h-16" label={t("debts.loading")} />
          : found.length === 0 ? <p className="py-4 text-lg text-ink-2">{typed ? t("debts.noneTyped") : t("debts.none")}</p>
            : <ul aria-label={t("debts.open")} className="max-h-[50dvh] divide-y divide-line overflow-y-auto rounded-xl border border-line">{found.map((debt) => <Row key={debt.debt_id} debt={debt} onChoose={() => onChoose(debt)} />)}</ul>}
      {answer.hasNextPage && <BigButton look="quiet" className="w-full" disabled={answer.isFetchingNextPage} onClick={() => void answer.fetchNextPage()}>{t("more")}</BigButton>}
    </div>
  );
}

interface Settling {
  debt: Debt;
  onSettled: (debt: Debt, changeMinor: number) => void;
  onBack: () => void;
}

function Settle({ debt, onSettled, onBack }: Settling) {
  const t = useTranslations("till");
  const { shift } = useTill();
  const client = useQueryClient();
  const settle = useAction((tender: Handed, key) => settleDebt(debt.debt_id, { shift_id: shift.shift_id, tenders: [tender] }, key).then((settled) => ({ settled, tender })), {
    onSuccess: ({ settled, tender }) => {
      for (const key of ["debts", "settled", "x-report"]) void client.invalidateQueries({ queryKey: [key] });
      onSettled(settled, Math.max(0, (tender.given_minor ?? 0) - debt.amount_minor));
    },
  });
  const paidByCard = useCallback((settled: Debt) => {
    for (const key of ["debts", "settled", "x-report"]) void client.invalidateQueries({ queryKey: [key] });
    onSettled(settled, 0);
  }, [client, onSettled]);
  const { ask, giveUp, pending, refused } = useDebtCard(debt, paidByCard);
  return (
    <div className="mx-auto max-w-xl">
      <button type="button" onClick={onBack} className="mb-2 flex min-h-14 w-full items-center gap-3 rounded-xl px-2 text-left text-lg font-semibold hover:bg-sunken"><Icon name="back" className="size-6" />{whoOwes(debt)}</button>
      <Refused error={settle.error ?? ask.error} />
      <InDialog value={true}>
        {pending ? <DebtCard paymentId={pending} giveUp={giveUp} />
          : <TenderPad key={refused} title={t("debts.one")} dueMinor={debt.amount_minor} busy={settle.isPending || ask.isPending} partly={false} lastCard={refused} onTake={settle.mutate} onCard={ask.mutate} />}
      </InDialog>
    </div>
  );
}

function Settled({ debt, changeMinor, onClose }: { debt: Debt; changeMinor: number; onClose: () => void }) {
  const t = useTranslations("till");
  return (
    <div className="space-y-4">
      <p role="status" data-testid="debt-settled" className="flex flex-wrap items-center gap-x-3 text-2xl font-extrabold"><Icon name="check" className="size-9" />{t("paid.PAID")} <span className="tabular-nums">{money(debt.amount_minor, debt.currency)}</span></p>
      {changeMinor > 0 && <p className="rounded-2xl bg-ok-bg px-6 py-5 text-center text-ok-ink"><span className="block text-xl font-bold">{t("change")}</span><strong data-testid="debt-change" className="text-6xl font-extrabold tabular-nums">{money(changeMinor, debt.currency)}</strong></p>}
      <BigButton look="primary" data-testid="debt-next" onClick={onClose} className="min-h-16 w-full">{t("paid.next")}</BigButton>
      {debt.receipt_id && <div className="flex h-[55dvh] flex-col"><ReceiptHandOut of={{ receiptId: debt.receipt_id }} /></div>}
    </div>
  );
}

/** Somebody who left without paying comes back: the debt is found, paid, and its receipt handed out. */
export function Debts({ onClose }: { onClose: () => void }) {
  const t = useTranslations("till");
  const [chosen, setChosen] = useState<Debt | null>(null);
  const [paid, setPaid] = useState<{ debt: Debt; changeMinor: number } | null>(null);
  return (
    <Dialog title={paid ? t("debts.paid") : chosen ? `${clearingWord(chosen.kind)}, ${money(chosen.amount_minor, chosen.currency)}` : t("debts.title")} onClose={onClose} wide testId="debts">
      {paid ? <Settled {...paid} onClose={onClose} />
        : chosen ? <Settle debt={chosen} onSettled={(debt, changeMinor) => setPaid({ debt, changeMinor })} onBack={() => setChosen(null)} />
          : <Open onChoose={setChosen} />}
    </Dialog>
  );
}
