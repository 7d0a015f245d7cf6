"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { runReconciliation, type Span } from "@/lib/payment-actions";
import { number } from "@/lib/format";
import { useAction } from "@/lib/use-action";
import { usePermissions } from "@/session/use-me";
import { FormError } from "../form";
import { Icon } from "../icon";
import { Button, Card } from "../ui";

const SPANS: readonly Span[] = ["minutes", "hourly", "daily"];

/** Compares with Stripe now, instead of waiting for the next time. */
export function RunReconciliation() {
  const t = useTranslations("money");
  const { mayEverywhere } = usePermissions();
  const client = useQueryClient();
  const run = useAction((span: Span, key) => runReconciliation(span, key), {
    onSuccess: () => Promise.all(["breaks", "payments", "payouts", "ledger"].map((key) => client.invalidateQueries({ queryKey: [key] }))),
  });
  if (!mayEverywhere("breaks.resolve")) return null;
  return (
    <Card className="mb-5 p-4">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <h2 className="font-bold">{t("compare.title")}</h2>
        <div className="flex flex-wrap gap-2">
          {SPANS.map((span) => <Button key={span} onClick={() => run.mutate(span)} disabled={run.isPending} title={t(`spanMeans.${span}`)} data-testid={`reconcile-${span}`}><Icon name="refresh" />{run.isPending && run.variables === span ? t("compare.busy") : t(`span.${span}`)}</Button>)}
        </div>
        <p role="status" data-testid="reconciled" className="font-semibold">{run.data && t("compare.result", { compared: number(run.data.compared), healed: number(run.data.healed), found: number(run.data.found) })}</p>
      </div>
      {run.isError && <div className="mt-3"><FormError error={run.error} /></div>}
    </Card>
  );
}
