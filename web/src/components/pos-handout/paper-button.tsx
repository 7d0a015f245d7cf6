"use client";

import { useTranslations } from "use-intl";
import { Icon } from "../icon";
import { BigButton } from "../till/till-parts";
import { PrinterRefused } from "./printer-refused";
import type { Paper } from "./use-paper";

interface Props {
  paper: Paper;
  word: string;
  /** In words: the browser's own dialog. */
  round: string;
  testId: string;
  disabled?: boolean;
  className?: string;
}

/** Prints what the till makes itself, and says what became of it. */
export function PaperButton({ paper, word, round, testId, disabled = false, className = "" }: Props) {
  const t = useTranslations("handout");
  return (
    <div className={className}>
      <BigButton data-testid={testId} disabled={disabled || paper.busy} onClick={paper.print} className="min-h-18 w-full"><Icon name="print" className="size-6" />{paper.busy ? t("print.busy") : word}</BigButton>
      <p role="status" data-testid="printed" className="mt-2 text-lg font-semibold text-ok-ink empty:hidden">{paper.done && t("print.done")}</p>
      {paper.error && <PrinterRefused error={paper.error} round={round} onRound={paper.round} />}
    </div>
  );
}
