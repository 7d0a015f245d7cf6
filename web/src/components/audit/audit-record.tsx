"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useSearchParams } from "next/navigation";
import type { ReactNode } from "react";
import { callWord } from "@/lib/calls";
import { differences } from "@/lib/difference";
import { localFullStamp } from "@/lib/format";
import { auditRecord } from "@/lib/identity-queries";
import { isProblem } from "@/lib/problem";
import type { AuditRecord } from "@/lib/types";
import { Icon } from "../icon";
import { PageHead } from "../page-head";
import { Card, Empty, Failure, SectionTitle, Skeletons } from "../ui";
import { Outcome, rolesWord } from "./audit-parts";
import { DifferenceTable } from "./difference-table";

function Facts({ record }: { record: AuditRecord }) {
  const facts: [string, ReactNode][] = [
    ["When", localFullStamp(record.at)],
    ["Who", record.actor_name || "nobody signed in"],
    ["Roles", rolesWord(record) || "–"],
    ["On what", record.target || "–"],
    ["Site", record.site || "–"],
    ["From", record.address || "–"],
    ["Call", `${record.method} ${record.route}`],
    ["Operation", <code key="operation" className="text-sm">{record.operation}</code>],
    ["Answer", [record.status, record.reason].filter(Boolean).join(" ") || "not known"],
    ["Program", record.user_agent || "–"],
    ["Trace", <code key="trace" className="text-sm">{record.trace_id || "–"}</code>],
    ["Place in the chain", `${record.day}, number ${record.sequence}`],
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
  const found = differences(record.before, record.after);
  return (
    <>
      <PageHead title={callWord(record)} aside={<Outcome outcome={record.outcome} />} />
      <Facts record={record} />
      <section aria-labelledby="difference-title">
        <SectionTitle id="difference-title">Before and after</SectionTitle>
        {found.length > 0 ? <DifferenceTable differences={found} /> : <Empty icon="info" title="Nothing was kept of the content">This call changed no document, or was refused before it did.</Empty>}
      </section>
    </>
  );
}

/** `/audit/record?id=…` */
export function AuditRecordPage() {
  const id = useSearchParams().get("id") ?? "";
  const answer = useQuery({ ...auditRecord(id), enabled: id !== "" });
  const unknown = id === "" || (isProblem(answer.error) && (answer.error.status === 404 || answer.error.status === 422));
  return (
    <>
      <Link href="/audit/" className="mb-2 inline-flex min-h-11 items-center gap-1 font-semibold text-accent underline"><Icon name="back" className="size-4" />Audit</Link>
      {unknown && <Empty icon="question" title="There is no such record">Or it concerns sites that are not yours.</Empty>}
      {!unknown && answer.isError && !answer.data && <Failure error={answer.error} what="The record" onRetry={() => void answer.refetch()} />}
      {!unknown && answer.isPending && <div className="space-y-4"><Skeletons count={2} className="h-40" label="Loading the record" /></div>}
      {answer.data && <Body record={answer.data} />}
    </>
  );
}
