"use client";

import { useTranslations } from "use-intl";
import { known } from "@/i18n/tables";
import { localStamp, money } from "@/lib/format";
import { till } from "@/offline/parts";
import type { SyncState } from "@/offline/sync";
import { contentOf, type Content, type Operation, type Outcome } from "@/offline/types";
import { Dialog } from "../dialog";
import { Icon } from "../icon";
import { BigButton } from "../till/till-parts";
import { Badge } from "../ui";
import { useLink, useMemory, useSync } from "./use-offline";

const SHOWN = 30;
const TONES: Record<Outcome, "ok" | "warn" | "bad"> = { APPLIED: "ok", CONFLICT: "warn", REFUSED: "bad" };

function amountOf(content: Content): number {
  return "total_minor" in content ? content.total_minor : content.amount_minor;
}

function Why({ operation }: { operation: Operation }) {
  const { answer } = operation;
  if (!answer || answer.outcome === "APPLIED") return null;
  const reasons = answer.reasons.map((reason) => known("offline", `reason.${reason}`)).filter(Boolean);
  return (
    <>
      {reasons.map((reason) => <p key={reason} className="font-semibold">{reason}</p>)}
      <p className="text-ink-2">{answer.words}</p>
    </>
  );
}

function Row({ operation }: { operation: Operation }) {
  const t = useTranslations("offline");
  const content = contentOf(operation);
  const outcome = operation.answer?.outcome;
  return (
    <li data-testid={`operation-${operation.number}`} data-outcome={outcome ?? "WAITING"} className="space-y-1 border-b border-line py-3 last:border-b-0">
      <p className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
        <span className="text-lg font-semibold">{t(`kind.${content.kind}`)}{"pump" in content && ` · ${t("pump", { pump: content.pump })}`}</span>
        <span className="text-lg font-bold tabular-nums">{money(amountOf(content), content.currency)}</span>
      </p>
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-ink-2">
        <span>{localStamp(content.at)} · {content.cashier}{content.receipt_number !== undefined && ` · ${t("receiptNumber", { series: content.series, number: String(content.receipt_number) })}`}</span>
        {outcome ? <Badge tone={TONES[outcome]} icon={outcome === "APPLIED" ? "check" : "warning"}>{t(`outcome.${outcome}`)}</Badge> : <Badge tone="info" icon="unlink">{t("outcome.WAITING")}</Badge>}
      </p>
      <Why operation={operation} />
    </li>
  );
}

function State({ sync, waiting }: { sync: SyncState; waiting: number }) {
  const t = useTranslations("offline");
  const link = useLink();
  if (waiting === 0) return <p role="status" className="text-lg">{t(`link.${link}Hint`)}</p>;
  return (
    <div role="status" className="space-y-2 text-lg">
      <p className="font-semibold">{t("queue.waiting", { count: waiting })}</p>
      {sync.kind === "stuck" && <p className="font-semibold text-bad-ink">{t("queue.stuck", { words: sync.words })}</p>}
      {sync.kind === "signed_out" && <p className="font-semibold text-bad-ink">{t("queue.signedOut")}</p>}
      {(sync.kind === "later" || sync.kind === "quiet") && <p className="text-ink-2">{t(link === "offline" ? "queue.offline" : "queue.later")}</p>}
      {sync.kind === "sending" && <p className="text-ink-2">{t("queue.sending")}</p>}
    </div>
  );
}

/** What this browser did without the server, and what became of it. */
export function QueueDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations("offline");
  const { queue } = useMemory();
  const sync = useSync();
  const { waiting, answered } = queue;
  return (
    <Dialog title={t("queue.title")} onClose={onClose} wide testId="queue">
      <State sync={sync} waiting={waiting.length} />
      {waiting.length > 0 && <BigButton data-testid="send-now" disabled={sync.kind === "sending"} onClick={() => void till().sync.run()} className="mt-3"><Icon name="refresh" />{t("queue.now")}</BigButton>}
      <ul aria-label={t("queue.title")} className="mt-3 max-h-[55dvh] overflow-y-auto" tabIndex={0}>
        {[...waiting, ...answered.slice(0, SHOWN)].map((operation) => <Row key={operation.operation_id} operation={operation} />)}
      </ul>
    </Dialog>
  );
}
