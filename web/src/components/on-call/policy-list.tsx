"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { localStamp } from "@/lib/format";
import { POLICY_FILE } from "@/lib/list-files";
import { removePolicy } from "@/lib/on-call-actions";
import { policies } from "@/lib/on-call-queries";
import type { Policy } from "@/lib/on-call-types";
import { forWhichWord, repeatWord, targetWord, whenWord, type Names } from "@/lib/on-call-words";
import type { Sites } from "@/lib/use-sites";
import { usePermissions } from "@/session/use-me";
import { Icon } from "../icon";
import { InUse, RemoveDocument, Where, useMayChange } from "../notifications/document-parts";
import { Facts } from "../sales/parts";
import { RowFiles, Tools } from "../table-tools";
import { Button, Card, Empty } from "../ui";
import { Listed, useNames, type ListProps } from "./parts";
import { PolicyDialog } from "./policy-dialog";

function Steps({ policy, names }: { policy: Policy; names: Names }) {
  const t = useTranslations("calls");
  return (
    <ol aria-label={t("policy.steps")} className="space-y-1.5">
      {policy.steps.map((step) => (
        <li key={step.after_s} className="grid gap-x-4 sm:grid-cols-[9rem_1fr]">
          <span className="text-ink-2">{whenWord(step)}</span>
          <span className="font-semibold [overflow-wrap:anywhere]">{step.targets.map((target) => targetWord(target, names)).join("; ")}</span>
        </li>
      ))}
      <li className="text-ink-2">{t(policy.tell_end ? "policy.endTold" : "policy.end", { repeat: repeatWord(policy) })}</li>
    </ol>
  );
}

interface CardProps {
  policy: Policy;
  sites: Sites;
  names: Names;
  change: boolean;
  onEdit: () => void;
}

function PolicyCard({ policy, sites, names, change, onEdit }: CardProps) {
  const t = useTranslations("calls");
  return (
    <Card className="p-5">
      <div className="mb-3 flex flex-wrap items-start justify-between gap-3">
        <div className="min-w-0"><h2 className="text-lg font-bold [overflow-wrap:anywhere]">{policy.name}</h2><p className="text-sm text-ink-2">{t("policy.changed", { id: policy.id, time: localStamp(policy.changed_at), name: policy.changed_by })}</p></div>
        <span className="flex flex-wrap items-center gap-2">
          <InUse document={policy} />
          {change && <><Button onClick={onEdit} aria-label={t("editName", { name: policy.name })}>{t("edit")}</Button><RemoveDocument document={policy} what="policy" keys={["policies"]} work={removePolicy}>{t("policy.removeHint")}</RemoveDocument></>}
        </span>
      </div>
      <div className="grid gap-x-8 gap-y-4 lg:grid-cols-[minmax(0,1fr)_minmax(0,2fr)]">
        <Facts className="content-start" facts={[[t("policy.for"), forWhichWord(policy)], [t("where"), <Where key="where" document={policy} sites={sites} />]]} />
        <Steps policy={policy} names={names} />
      </div>
    </Card>
  );
}

export function PolicyList({ site, sites, where }: ListProps) {
  const t = useTranslations("calls");
  const { may } = usePermissions();
  const names = useNames();
  const change = useMayChange("on_call.manage");
  const answer = useQuery(policies(site));
  const [edited, setEdited] = useState<Policy | "new" | null>(null);
  return (
    <>
      <Tools>{where}<RowFiles name="escalation-policies" rows={answer.data?.items} columns={POLICY_FILE} />{may("on_call.manage") && <Button primary onClick={() => setEdited("new")} data-testid="policy-new"><Icon name="plus" />{t("policy.new")}</Button>}</Tools>
      <Listed what="policies" answer={answer}>
        {(rows) => rows.length === 0
          ? <Empty icon="bell" title={t("policy.none")}>{t("policy.noneHint")}</Empty>
          : <div className="grid gap-4">{rows.map((policy) => <PolicyCard key={policy.id} policy={policy} sites={sites} names={names} change={change(policy)} onEdit={() => setEdited(policy)} />)}</div>}
      </Listed>
      {edited && <PolicyDialog policy={edited === "new" ? null : edited} onClose={() => setEdited(null)} />}
    </>
  );
}
