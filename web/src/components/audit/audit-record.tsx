"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useSearchParams } from "next/navigation";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { callWord } from "@/lib/calls";
import { differences } from "@/lib/difference";
import { localFullStamp } from "@/lib/format";
import { auditRecord } from "@/lib/identity-queries";
import { isProblem } from "@/lib/problem";
import type { AuditRecord } from "@/lib/types";
import { usePlaceNames } from "@/lib/use-place-names";
import { Icon } from "../icon";
import { PageHead } from "../page-head";
import { PrintButton } from "../table-tools";
import { Card, Empty, Failure, SectionTitle, Skeletons } from "../ui";
import { Outcome, rolesWord } from "./audit-parts";
import { DifferenceTable } from "./difference-table";

function Facts({ record }: { record: AuditRecord }) {
  const t = useTranslations("calls");
  const names = usePlaceNames();
  const facts: [string, ReactNode][] = [
    [t("audit.when"), localFullStamp(record.at)],
    [t("who"), record.actor_name || t("audit.nobody")],
    [t("audit.roles"), rolesWord(record) || "–"],
    [t("audit.target"), record.target || "–"],
    [t("site"), record.site ? names.site(record.site) : "–"],
    [t("audit.from"), record.address || "–"],
    [t("audit.call"), `${record.method} ${record.route}`],
    [t("audit.operation"), <code key="operation" className="text-sm">{record.operation}</code>],
    [t("audit.answer"), [record.status, record.reason].filter(Boolean).join(" ") || t("audit.notKnown")],
    [t("audit.program"), record.user_agent || "–"],
    [t("audit.trace"), <code key="trace" className="text-sm">{record.trace_id || "–"}</code>],
    [t("audit.place"), t("audit.placeIs", { day: record.day, number: String(record.sequence) })],
  ];
  return (
    <Card className="mb-6 p-5">
      <dl className="grid gap-x-8 gap-y-4 sm:grid-cols-2 lg:grid-cols-3">
        {facts.map(([name, value]) => <div key={name} className="min-w-0"><dt className="text-sm text-ink-2">{name}</dt><dd className="font-semibold [overflow-wrap:anywhere]">{value}</dd></div>)}
      </dl>
    </Card>
  );
}

function Body({ record }: { record: AuditRecord }) {
  const t = useTranslations("calls");
  const found = differences(record.before, record.after);
  return (
    <>
      <PageHead title={callWord(record)} aside={<><Outcome outcome={record.outcome} /><PrintButton /></>} />
      <Facts record={record} />
      <section aria-labelledby="difference-title">
        <SectionTitle id="difference-title">{t("audit.difference")}</SectionTitle>
        {found.length > 0 ? <DifferenceTable differences={found} /> : <Empty icon="info" title={t("audit.noContent")}>{t("audit.noContentHint")}</Empty>}
      </section>
    </>
  );
}

/** `/audit/record?id=…` */
export function AuditRecordPage() {
  const t = useTranslations("calls");
  const id = useSearchParams().get("id") ?? "";
  const answer = useQuery({ ...auditRecord(id), enabled: id !== "" });
  const unknown = id === "" || (isProblem(answer.error) && (answer.error.status === 404 || answer.error.status === 422));
  return (
    <>
      <Link href="/audit/" className="mb-2 inline-flex min-h-11 items-center gap-1 font-semibold text-accent underline"><Icon name="back" className="size-4" />{t("audit.title")}</Link>
      {unknown && <Empty whole icon="question" title={t("audit.unknown")}>{t("audit.unknownHint")}</Empty>}
      {!unknown && answer.isError && !answer.data && <Failure whole error={answer.error} what={t("audit.theRecord")} onRetry={() => void answer.refetch()} />}
      {!unknown && answer.isPending && <div className="space-y-4"><Skeletons count={2} className="h-40" label={t("audit.loading")} /></div>}
      {answer.data && <Body record={answer.data} />}
    </>
  );
}
