"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { useSearchParams } from "next/navigation";
import { useState, type FormEvent } from "react";
import { useTranslations } from "use-intl";
import { texts } from "@/i18n/language";
import { ageWord, stampBy } from "@/lib/finance-words";
import { fullStamp, money } from "@/lib/format";
import { acceptDispute, submitEvidence } from "@/lib/payment-actions";
import { dispute as disputeQuery } from "@/lib/payment-queries";
import type { Dispute, DisputeDetail } from "@/lib/payment-types";
import { canAnswer, disputeLook, disputeReason, evidenceWord } from "@/lib/payment-words";
import { fieldProblems } from "@/lib/problem";
import { useAction } from "@/lib/use-action";
import { useSites, type Sites } from "@/lib/use-sites";
import { useLiveScope, useNow } from "@/live/live-provider";
import { usePermissions } from "@/session/use-me";
import { Confirm, Dialog, DialogButtons } from "../dialog";
import { DownloadButton } from "../download-button";
import { FormError, INPUT, Labelled, Submit, textOf } from "../form";
import { Icon } from "../icon";
import { PageHead } from "../page-head";
import { BackLink, Detail, Facts, LINK, LookBadge, Section, type Fact } from "../sales/parts";
import { salePath } from "../sales/paths";
import { PrintButton } from "../table-tools";
import { Button, TONE } from "../ui";
import { paymentPath } from "./parts";

const TYPES = ["dispute.changed"] as const;
const MOST_NOTE = 10_000;

function useDisputeChanged() {
  const client = useQueryClient();
  return () => Promise.all(["dispute", "disputes"].map((key) => client.invalidateQueries({ queryKey: [key] })));
}

function SubmitForm({ dispute, onClose }: { dispute: Dispute; onClose: () => void }) {
  const t = useTranslations("money");
  const changed = useDisputeChanged();
  const send = useAction((note: string, key) => submitEvidence(dispute.dispute_id, note, key), { onSuccess: () => changed().then(onClose) });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    send.mutate(textOf(new FormData(event.currentTarget), "note"));
  };
  return (
    <form onSubmit={submit} className="space-y-4">
      <p className="text-ink-2">{t("dispute.evidenceOnce")}</p>
      <Labelled label={t("dispute.ownWords")} hint={t("dispute.ownWordsHint")} error={fieldProblems(send.error).note}>
        {(wiring) => <textarea {...wiring} name="note" rows={4} maxLength={MOST_NOTE} data-testid="evidence-note" className={`${INPUT} py-2.5`} />}
      </Labelled>
      <FormError error={send.error} shown={["note"]} />
      <DialogButtons onCancel={onClose}><Submit busy={send.isPending} busyText={t("dispute.evidenceSending")} testId="evidence-send">{t("dispute.evidenceSend")}</Submit></DialogButtons>
    </form>
  );
}

/** Answer or give in, for who may, while it can be answered. */
function Answer({ dispute }: { dispute: Dispute }) {
  const t = useTranslations("money");
  const { may } = usePermissions();
  const changed = useDisputeChanged();
  const [open, setOpen] = useState(false);
  const accept = useAction((id: string, key) => acceptDispute(id, key), { onSuccess: changed });
  if (!canAnswer(dispute) || !may("disputes.manage", dispute.site)) return null;
  return (
    <>
      <Button primary onClick={() => setOpen(true)} data-testid="evidence-open"><Icon name="shield" />{t("dispute.evidence")}</Button>
      <Confirm text={t("dispute.giveIn")} title={t("dispute.giveInTitle")} busy={accept.isPending} error={accept.error} onConfirm={(close) => accept.mutate(dispute.dispute_id, { onSuccess: close })} onClosed={accept.reset} testId="dispute-accept">
        {t("dispute.giveInText", { amount: money(dispute.amount_minor, dispute.currency) })}
      </Confirm>
      {open && <Dialog title={t("dispute.evidenceTitle")} onClose={() => setOpen(false)} wide><SubmitForm dispute={dispute} onClose={() => setOpen(false)} /></Dialog>}
    </>
  );
}

function DeadlineNote({ dispute, zone }: { dispute: Dispute; zone: string }) {
  const t = useTranslations("money");
  const now = useNow(60_000);
  if (!canAnswer(dispute) || !dispute.evidence_due_by) return null;
  const due = Date.parse(dispute.evidence_due_by);
  const deadline = due > now ? t("dispute.deadline", { age: ageWord(now, due), time: fullStamp(due, zone) }) : t("dispute.deadlineLate", { time: fullStamp(due, zone) });
  return <p role="status" data-testid="deadline" className={`mb-4 flex items-center gap-3 rounded-xl px-5 py-3 font-semibold ${TONE.warn}`}><Icon name="bell" className="size-6" /><span>{deadline}</span></p>;
}

/** What is sent, as it would be sent now, or as it was. */
function Evidence({ dispute }: { dispute: DisputeDetail }) {
  const t = useTranslations("money");
  const entries = Object.entries(dispute.evidence);
  return (
    <Section id="evidence-title" title={dispute.submitted_at ? t("dispute.evidenceSent") : t("dispute.evidenceWould")} aside={dispute.sale_id && <DownloadButton path={`/disputes/${dispute.dispute_id}/receipt.pdf`} query={{}} text={t("dispute.receipt")} />}>
      {entries.length === 0 && <p className="text-ink-2">{t("dispute.evidenceNone")}</p>}
      <dl className="space-y-4">
        {entries.map(([name, text]) => <div key={name}><dt className="text-sm text-ink-2">{evidenceWord(name)}</dt><dd className="font-semibold whitespace-pre-wrap [overflow-wrap:anywhere]">{text}</dd></div>)}
      </dl>
    </Section>
  );
}

function facts(dispute: Dispute, sites: Sites): Fact[] {
  const t = texts("money");
  const zone = sites.zone(dispute.site);
  return [
    [t("why"), disputeReason(dispute.reason)], [t("amount"), money(dispute.amount_minor, dispute.currency)], [t("site"), sites.name(dispute.site)], [t("dispute.opened"), fullStamp(dispute.opened_at, zone)],
    ...(dispute.submitted_at ? [[t("dispute.answered"), stampBy(dispute.submitted_at, dispute.submitted_by, zone)] as const] : []),
    [t("payment.one"), <Link key="payment" href={paymentPath(dispute.payment_id)} className={LINK}>{t("openPayment")}</Link>],
    ...(dispute.sale_id ? [[t("sale"), <Link key="sale" href={salePath(dispute.sale_id)} className={LINK}>{t("openSale")}</Link>] as const] : []),
    [t("atStripe"), <code key="stripe" className="text-sm select-all">{dispute.stripe_id}</code>],
  ];
}

function Body({ dispute, sites }: { dispute: DisputeDetail; sites: Sites }) {
  const t = useTranslations("money");
  useLiveScope([dispute.site], TYPES);
  return (
    <>
      <PageHead title={t("dispute.money", { amount: money(dispute.amount_minor, dispute.currency) })} aside={<><span data-testid="dispute-state" data-status={dispute.status}><LookBadge look={disputeLook(dispute.status)} /></span><Answer dispute={dispute} /><PrintButton /></>} />
      <DeadlineNote dispute={dispute} zone={sites.zone(dispute.site)} />
      <div className="grid grid-cols-1 items-start gap-6 lg:grid-cols-[minmax(0,2fr)_minmax(0,3fr)]">
        <Section id="facts-title" title={t("dispute.one")}><Facts facts={facts(dispute, sites)} /></Section>
        <Evidence dispute={dispute} />
      </div>
    </>
  );
}

/** `/dispute?id=…` */
export function DisputePage() {
  const t = useTranslations("money");
  const id = useSearchParams().get("id") ?? "";
  const sites = useSites("disputes.read");
  const answer = useQuery({ ...disputeQuery(id), enabled: id !== "" });
  return (
    <>
      <BackLink href="/disputes/">{t("dispute.title")}</BackLink>
      <Detail id={id} what="dispute" answer={answer}>{(found) => <Body dispute={found} sites={sites} />}</Detail>
    </>
  );
}
