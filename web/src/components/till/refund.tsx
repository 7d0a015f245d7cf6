"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { useTranslations } from "use-intl";
import type { components } from "@/api/schema";
import { minorOf } from "@/lib/amounts";
import { money } from "@/lib/format";
import { refundLines, refundWays, type Way } from "@/lib/refundable";
import { requestRefund } from "@/lib/selling-actions";
import { sale as saleQuery } from "@/lib/selling-queries";
import type { Refund, SaleDetail } from "@/lib/selling-types";
import { giveRefund } from "@/lib/till-actions";
import { useAction } from "@/lib/use-action";
import { SelectField, TextField, textOf } from "../form";
import { Icon } from "../icon";
import { ReceiptHandOut } from "../pos-handout/receipt-hand-out";
import { Segments } from "../segments";
import { Failure, Skeletons } from "../ui";
import { useApproval } from "./approval";
import { BigButton, Refused, useTill } from "./till-parts";

type Wish = components["schemas"]["RefundWish"];
type What = "lines" | "amount";
type T = ReturnType<typeof useTranslations<"pos">>;

function wishOf(form: HTMLFormElement, what: What, ways: readonly Way[], currency: string): Wish | null {
  const data = new FormData(form);
  const way = ways[Number(textOf(data, "way"))];
  const lines = what === "lines" ? data.getAll("lines").map(Number) : [];
  const amount = what === "amount" ? minorOf(textOf(data, "amount"), currency) : 0;
  if (!way || amount === null || (what === "amount" ? amount <= 0 : lines.length === 0)) return null;
  return { lines, amount_minor: amount, tender_kind: way.kind, account_id: way.account_id, payment_id: way.payment_id, reason: textOf(data, "reason") };
}

function Line({ line, currency }: { line: ReturnType<typeof refundLines>[number]; currency: string }) {
  return (
    <label className="flex min-h-14 items-center gap-3 px-4 text-lg hover:bg-sunken">
      <input type="checkbox" name="lines" value={line.number} data-testid={`refund-line-${line.number}`} className="size-6 shrink-0 accent-(--accent)" />
      <span className="min-w-0 flex-1 font-semibold">{line.description}</span>
      <span className="font-bold tabular-nums">{money(line.amount_minor, currency)}</span>
    </label>
  );
}

function Ask({ sale, error, busy, onAsk }: { sale: SaleDetail; error: unknown; busy: boolean; onAsk: (wish: Wish) => void }) {
  const t = useTranslations("pos");
  const lines = refundLines(sale);
  const ways = refundWays(sale);
  const [what, setWhat] = useState<What>(lines.length > 0 ? "lines" : "amount");
  const [wrong, setWrong] = useState(false);
  const [sum, setSum] = useState(0);
  if (ways.length === 0) return <p className="text-lg">{t("refund.nothing")}</p>;
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const wish = wishOf(event.currentTarget, what, ways, sale.currency);
    setWrong(wish === null);
    if (wish) onAsk(wish);
  };
  const add = (event: FormEvent<HTMLFormElement>) => {
    const data = new FormData(event.currentTarget);
    const chosen = data.getAll("lines").map(Number);
    setSum(what === "amount" ? (minorOf(textOf(data, "amount"), sale.currency) ?? 0) : lines.filter((line) => chosen.includes(line.number)).reduce((all, line) => all + line.amount_minor, 0));
  };
  const choose = (next: What) => {
    setWhat(next);
    setSum(0);
  };
  return (
    <form onSubmit={submit} onChange={add} className="space-y-3.5" data-testid="refund-form">
      {lines.length > 0 && <Segments label={t("refund.what")} value={what} options={[{ value: "lines", word: t("refund.lines") }, { value: "amount", word: t("refund.amount") }]} onChange={choose} />}
      {what === "lines"
        ? <fieldset className="divide-y divide-line overflow-hidden rounded-xl border border-line"><legend className="sr-only">{t("refund.lines")}</legend>{lines.map((line) => <Line key={line.number} line={line} currency={sale.currency} />)}</fieldset>
        : <TextField label={t("refund.amountIn", { currency: sale.currency })} name="amount" inputMode="decimal" required className="min-h-14! text-lg" data-testid="refund-amount" />}
      <SelectField label={t("refund.way")} name="way" className="min-h-14! text-lg">{ways.map((way, i) => <option key={i} value={i}>{t("refund.atMost", { way: way.word, amount: money(way.minor, sale.currency) })}</option>)}</SelectField>
      <TextField label={t("refund.why")} name="reason" required maxLength={300} autoCapitalize="sentences" className="min-h-14! text-lg" data-testid="refund-reason" />
      <p role="alert" className="font-semibold text-bad-ink empty:hidden">{wrong && t("refund.wrong")}</p>
      <Refused error={error} />
      <BigButton look="primary" type="submit" disabled={busy} data-testid="refund-ask" className="min-h-18 w-full">{busy ? t("refund.busy") : `${t("refund.ask")}${sum > 0 ? ` · ${money(sum, sale.currency)}` : ""}`}</BigButton>
    </form>
  );
}

function words(t: T, { tender_kind, amount_minor, currency, reason }: Refund): string {
  return t(`refund.words.${tender_kind as "CASH"}`, { amount: money(amount_minor, currency), reason });
}

/** Asked for and not decided yet. */
function Waiting({ refund, error, busy, onGive }: { refund: Refund; error: unknown; busy: boolean; onGive: () => void }) {
  const t = useTranslations("pos");
  return (
    <div className="space-y-3" data-testid="refund-waiting">
      <p className="text-lg font-semibold">{words(t, refund)}</p>
      <p className="text-ink-2">{t("refund.waiting", { name: refund.requested_by })}</p>
      <Refused error={error} />
      <BigButton look="primary" disabled={busy} onClick={onGive} data-testid="refund-approve" className="min-h-18 w-full">{busy ? t("refund.busy") : t("refund.approve")}</BigButton>
    </div>
  );
}

/** What the cashier does now, and the credit receipt. */
function Given({ refund }: { refund: Refund }) {
  const t = useTranslations("pos");
  return (
    <div className="space-y-4" data-testid="refunded">
      <p role="status" className="flex items-center gap-3 rounded-2xl bg-ok-bg px-5 py-4 text-xl font-bold text-ok-ink"><Icon name="check" className="size-8" />{t(`refund.given.${refund.tender_kind as "CASH"}`, { amount: money(refund.amount_minor, refund.currency) })}</p>
      <p className="text-ink-2">{t("refund.by", { asked: refund.requested_by, approved: refund.decided_by })}</p>
      {refund.receipt_id && <div className="flex h-[55dvh] flex-col"><ReceiptHandOut of={{ receiptId: refund.receipt_id }} /></div>}
    </div>
  );
}

function useRefund(saleId: string) {
  const { shift } = useTill();
  const client = useQueryClient();
  const approval = useApproval();
  const t = useTranslations("pos");
  const [given, setGiven] = useState<Refund | null>(null);
  const changed = () => Promise.all(["sale", "settled", "receipt-page", "x-report"].map((key) => client.invalidateQueries({ queryKey: [key] })));
  const pay = useAction(({ refund, approved }: { refund: Refund; approved?: string }, key: string) => giveRefund(refund.refund_id, shift.shift_id, key, approved), {
    onSuccess: (done) => {
      setGiven(done);
      void changed();
    },
  });
  const give = (refund: Refund) => approval.begin({ target: `refund/${refund.refund_id}`, words: words(t, refund) }, (approved) => pay.mutate({ refund, approved }));
  const ask = useAction((wish: Wish, key: string) => requestRefund(saleId, wish, key), {
    onSuccess: (refund) => {
      void changed();
      give(refund);
    },
  });
  return { given, ask, pay, give, dialog: approval.dialog };
}

/** Money back for a sale, at the till: the cashier asks, a supervisor approves by PIN, the drawer of this shift pays. */
export function RefundAtTill({ saleId }: { saleId: string }) {
  const t = useTranslations("pos");
  const answer = useQuery(saleQuery(saleId));
  const { given, ask, pay, give, dialog } = useRefund(saleId);
  if (given) return <Given refund={given} />;
  if (answer.isError && !answer.data) return <Failure error={answer.error} what={t("refund.theSale")} onRetry={() => void answer.refetch()} />;
  if (!answer.data) return <Skeletons count={3} className="h-14" label={t("refund.loading")} />;
  const waiting = answer.data.refunds.find((refund) => refund.state === "REQUESTED");
  return (
    <>
      {waiting ? <Waiting refund={waiting} error={pay.error} busy={pay.isPending} onGive={() => give(waiting)} />
        : <Ask sale={answer.data} error={ask.error} busy={ask.isPending || pay.isPending} onAsk={(wish) => ask.mutate(wish)} />}
      {dialog}
    </>
  );
}
