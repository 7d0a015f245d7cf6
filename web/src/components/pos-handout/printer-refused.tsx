"use client";

import { useTranslations } from "use-intl";
import { PrinterProblem } from "@/lib/printer";
import { Icon } from "../icon";
import { Refused } from "../till/till-parts";

/** Why nothing was printed, what to do, and the way round it: `round` in words. */
export function PrinterRefused({ error, round, onRound }: { error: unknown; round: string; onRound: () => void }) {
  const t = useTranslations("handout");
  if (!(error instanceof PrinterProblem)) return <Refused error={error} />;
  return (
    <div role="alert" data-testid="printer-refused" data-reason={error.reason} className="mt-3 rounded-lg bg-bad-bg px-4 py-3 text-lg font-semibold text-bad-ink">
      <p className="flex items-start gap-2"><Icon name="warning" className="mt-0.5 size-6" />{t(`printer.problem.${error.reason}`)}</p>
      <button type="button" onClick={onRound} data-testid="print-round" className="mt-1 min-h-11 text-left underline">{round}</button>
    </div>
  );
}
