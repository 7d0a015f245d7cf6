"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useTranslations } from "use-intl";
import { known } from "@/i18n/tables";
import { number } from "@/lib/format";
import { verification } from "@/lib/identity-queries";
import type { AuditFinding, Verification } from "@/lib/types";
import { Icon } from "../icon";
import { Button, Failure } from "../ui";
import { recordPath } from "./audit-parts";

function FindingLine({ finding }: { finding: AuditFinding }) {
  const t = useTranslations("calls");
  const { day, sequence, detail } = finding;
  const kind = known("calls", `audit.finding.${finding.kind}`) ?? finding.kind;
  const text = sequence > 0 ? t("audit.foundRecord", { kind, day, number: String(sequence), detail }) : t("audit.found", { kind, day, detail });
  return <li className="[overflow-wrap:anywhere]">{finding.record_id ? <Link href={recordPath(finding.record_id)} className="underline">{text}</Link> : text}</li>;
}

function Result({ result, onAgain, busy }: { result: Verification; onAgain: () => void; busy: boolean }) {
  const t = useTranslations("calls");
  const records = result.days.reduce((sum, day) => sum + day.records, 0);
  const findings = result.days.flatMap((day) => day.findings);
  return (
    <div data-testid="verification" data-intact={result.intact} role={result.intact ? "status" : "alert"}
      className={`mb-4 flex flex-wrap items-center gap-x-4 gap-y-3 rounded-xl px-5 py-3 ${result.intact ? "bg-ok-bg text-ok-ink" : "border-2 border-bad bg-bad-bg text-bad-ink"}`}>
      <Icon name={result.intact ? "shield" : "warning"} className="size-7" />
      <div className="min-w-0 flex-1 basis-64">
        <p className="font-bold">{result.intact ? t("audit.intact") : t("audit.notIntact")}</p>
        {result.intact
          ? <p className="text-sm">{t("audit.sealed", { n: number(records), count: records })}</p>
          : <ul className="mt-1 list-disc space-y-1 pl-5">{findings.map((finding) => <FindingLine key={`${finding.day} ${finding.sequence} ${finding.kind} ${finding.record_id}`} finding={finding} />)}</ul>}
      </div>
      <Button onClick={onAgain} disabled={busy}><Icon name="refresh" />{busy ? t("audit.verifying") : t("audit.verifyAgain")}</Button>
    </div>
  );
}

/** Whether the chain of these days' records holds. */
export function VerificationBanner({ from, to }: { from: string; to: string }) {
  const t = useTranslations("calls");
  const answer = useQuery(verification(from, to));
  if (answer.data) return <Result result={answer.data} onAgain={() => void answer.refetch()} busy={answer.isFetching} />;
  if (answer.isError) return <div className="mb-4"><Failure error={answer.error} what={t("audit.verification")} onRetry={() => void answer.refetch()} /></div>;
  return <p role="status" className="mb-4 flex min-h-17 phone:min-h-46 items-center gap-4 rounded-xl bg-sunken px-5 py-3 font-semibold text-ink-2"><Icon name="shield" className="size-7" />{t("audit.verifyingDays")}</p>;
}
