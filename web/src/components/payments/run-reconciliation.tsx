"use client";

import { useQueryClient } from "@tanstack/react-query";
import { runReconciliation, type Span } from "@/lib/payment-actions";
import { number } from "@/lib/format";
import { useAction } from "@/lib/use-action";
import { usePermissions } from "@/session/use-me";
import { FormError } from "../form";
import { Icon } from "../icon";
import { Button, Card } from "../ui";

const SPANS: readonly { span: Span; word: string; means: string }[] = [
  { span: "minutes", word: "Open questions", means: "what was asked and not answered, and holds that end soon" },
  { span: "hourly", word: "Payments", means: "every payment of the last hours, both ways" },
  { span: "daily", word: "Payouts", means: "fees, payouts and the balance" },
];

/** Compares with Stripe now, instead of waiting for the next time. */
export function RunReconciliation() {
  const { mayEverywhere } = usePermissions();
  const client = useQueryClient();
  const run = useAction((span: Span, key) => runReconciliation(span, key), {
    onSuccess: () => Promise.all(["breaks", "payments", "payouts", "ledger"].map((key) => client.invalidateQueries({ queryKey: [key] }))),
  });
  if (!mayEverywhere("breaks.resolve")) return null;
  return (
    <Card className="mb-5 p-4">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <h2 className="font-bold">Compare now</h2>
        <div className="flex flex-wrap gap-2">
          {SPANS.map(({ span, word, means }) => <Button key={span} onClick={() => run.mutate(span)} disabled={run.isPending} title={means} data-testid={`reconcile-${span}`}><Icon name="refresh" />{run.isPending && run.variables === span ? "Comparing…" : word}</Button>)}
        </div>
        <p role="status" data-testid="reconciled" className="font-semibold">{run.data && `${number(run.data.compared)} compared, ${number(run.data.healed)} healed, ${number(run.data.found)} found.`}</p>
      </div>
      {run.isError && <div className="mt-3"><FormError error={run.error} /></div>}
    </Card>
  );
}
