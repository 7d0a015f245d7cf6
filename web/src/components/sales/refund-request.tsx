"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { useTranslations } from "use-intl";
import type { components } from "@/api/schema";
import { texts } from "@/i18n/language";
import { minorOf } from "@/lib/amounts";
import { money } from "@/lib/format";
import { fieldProblems } from "@/lib/problem";
import { refundLines, refundWays, type Way } from "@/lib/refundable";
import { requestRefund } from "@/lib/selling-actions";
import type { SaleDetail } from "@/lib/selling-types";
import { useAction } from "@/lib/use-action";
import { Dialog, DialogButtons } from "../dialog";
import { CheckField, FormError, INPUT, Labelled, SelectField, Submit, TextField, textOf } from "../form";
import { Segments } from "../segments";

type Wish = components["schemas"]["RefundWish"];
type What = "lines" | "amount";

function wayWord(way: Way, currency: string): string {
  return texts("trade")("refund.atMost", { way: way.word, amount: money(way.minor, currency) });
}

function Lines({ sale, error }: { sale: SaleDetail; error?: string }) {
  const t = useTranslations("trade");
  return (
    <fieldset>
      <legend className="mb-1 font-semibold">{t("refund.lines")}</legend>
      {refundLines(sale).map((line) => <CheckField key={line.number} name="lines" value={line.number} label={<>{line.description} <span className="text-ink-2">{money(line.amount_minor, sale.currency)}</span></>} />)}
      {error && <p className="text-sm font-semibold text-bad-ink">{error}</p>}
    </fieldset>
  );
}

function read(form: HTMLFormElement, what: What, ways: readonly Way[], currency: string): Wish | string {
  const data = new FormData(form);
  const way = ways[Number(textOf(data, "way"))];
  const lines = what === "lines" ? data.getAll("lines").map(Number) : [];
  const amount = what === "amount" ? minorOf(textOf(data, "amount"), currency) : 0;
  if (!way || amount === null || amount < 0) return texts("trade")("refund.amountWrong");
  if (what === "lines" && lines.length === 0) return texts("trade")("refund.chooseLine");
  return { lines, amount_minor: amount, tender_kind: way.kind, account_id: way.account_id, payment_id: way.payment_id, reason: textOf(data, "reason") };
}

export function RefundRequest({ sale, onClose }: { sale: SaleDetail; onClose: () => void }) {
  const t = useTranslations("trade");
  const client = useQueryClient();
  const hasLines = refundLines(sale).length > 0;
  const [what, setWhat] = useState<What>(hasLines ? "lines" : "amount");
  const [wrong, setWrong] = useState("");
  const ways = refundWays(sale);
  const ask = useAction((wish: Wish, key) => requestRefund(sale.sale_id, wish, key), {
    onSuccess: () => Promise.all(["sale", "refunds"].map((key) => client.invalidateQueries({ queryKey: [key] }))).then(onClose),
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const wish = read(event.currentTarget, what, ways, sale.currency);
    setWrong(typeof wish === "string" ? wish : "");
    if (typeof wish !== "string") ask.mutate(wish);
  };
  const problems = fieldProblems(ask.error);
  const linesWrong = Object.entries(problems).find(([field]) => field.startsWith("lines"))?.[1];
  return (
    <Dialog title={t("refund.ask")} onClose={onClose} testId="refund-request">
      <form onSubmit={submit} noValidate className="space-y-4">
        <p className="text-ink-2">{t("refund.intro")}</p>
        {hasLines && <Segments label={t("refund.what")} value={what} options={[{ value: "lines", word: t("refund.wholeLines") }, { value: "amount", word: t("refund.anAmount") }]} onChange={setWhat} />}
        {what === "lines" ? <Lines sale={sale} error={linesWrong || wrong} /> : <TextField label={t("amountIn", { currency: sale.currency })} name="amount" inputMode="decimal" data-testid="refund-amount" error={problems.amount_minor || wrong} />}
        <SelectField label={t("refund.way")} name="way" error={problems.account_id}>{ways.map((way, i) => <option key={way.kind + way.account_id + way.payment_id} value={i}>{wayWord(way, sale.currency)}</option>)}</SelectField>
        <Labelled label={t("why")} error={problems.reason}>{(wiring) => <textarea {...wiring} name="reason" rows={2} maxLength={300} required data-testid="refund-reason" className={`${INPUT} py-2.5`} />}</Labelled>
        <FormError error={ask.error} shown={["amount_minor", "account_id", "reason", ...Object.keys(problems).filter((field) => field.startsWith("lines"))]} />
        <DialogButtons onCancel={onClose}><Submit busy={ask.isPending} busyText={t("refund.asking")} testId="refund-ask">{t("refund.askIt")}</Submit></DialogButtons>
      </form>
    </Dialog>
  );
}
