"use client";

import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { canGiveUp, doubt, progress } from "@/lib/card-flow";
import { money } from "@/lib/format";
import { payment as paymentQuery } from "@/lib/payment-queries";
import type { Payment } from "@/lib/payment-types";
import { useNow } from "@/live/live-provider";
import { Icon } from "../icon";
import { TestMark } from "../payments/parts";
import { QrCode } from "../qr-code";
import { Failure, Skeleton, TONE } from "../ui";
import { BigButton } from "./till-parts";

/** The customer's own way to pay: scanned, or typed. */
function Address({ address }: { address: string }) {
  const t = useTranslations("till");
  return (
    <div className="flex flex-col items-center gap-3">
      <QrCode text={address} label={t("card.qrLabel")} className="size-56 max-w-full" />
      <a href={address} target="_blank" rel="noopener noreferrer" data-testid="card-address" className="max-w-full text-center font-semibold text-accent underline [overflow-wrap:anywhere]">{address}</a>
    </div>
  );
}

function Panel({ payment }: { payment: Payment }) {
  const { title, text, tone, icon, address } = progress(payment);
  const waiting = tone === "info" || tone === "warn";
  return (
    <>
      <div role="status" data-testid="card-progress" data-state={payment.state} className={`flex items-start gap-4 rounded-2xl px-5 py-5 ${TONE[tone]}`}>
        <span className={waiting ? "pulse" : ""}><Icon name={icon} className="size-11" /></span>
        <div className="min-w-0 flex-1">
          <p className="text-2xl leading-7 font-extrabold">{title}</p>
          <p className="mt-1 text-lg leading-6 font-semibold empty:hidden">{text}</p>
        </div>
      </div>
      {address && <Address address={address} />}
    </>
  );
}

interface Props {
  paymentId: string;
  /** Absent: it cannot be taken back from here. */
  onGiveUp?: () => void;
  busy: boolean;
  children?: ReactNode;
}

/** One card payment, as it goes on. */
export function CardProgress({ paymentId, onGiveUp, busy, children }: Props) {
  const t = useTranslations("till");
  const answer = useQuery(paymentQuery(paymentId));
  const now = useNow(2000);
  const found = answer.data;
  if (!found && answer.isError) return <Failure error={answer.error} what={t("card.thePayment")} onRetry={() => void answer.refetch()} />;
  if (!found) return <Skeleton className="h-32" />;
  const doubtful = doubt(found, now);
  return (
    <div className="space-y-4">
      <p className="flex items-end justify-between gap-3">{found.test ? <TestMark /> : <span />}<span className="text-right leading-none"><span className="block text-base leading-5 font-semibold text-ink-2">{t("card.by")}</span><strong data-testid="card-amount" className="text-5xl leading-11 font-extrabold tracking-tight tabular-nums">{money(found.amount_minor, found.currency)}</strong></span></p>
      <Panel payment={found} />
      {doubtful && <p role="alert" className={`flex items-start gap-3 rounded-xl px-4 py-3 text-lg leading-6 font-semibold ${TONE.warn}`}><Icon name="question" className="mt-0.5 size-6" />{doubtful}</p>}
      {children}
      {onGiveUp && canGiveUp(found) && <BigButton data-testid="card-give-up" disabled={busy} onClick={onGiveUp} className="w-full"><Icon name="close" className="size-6" />{busy ? t("card.givingUp") : t("card.giveUp")}</BigButton>}
    </div>
  );
}

/** Why the last try came to nothing, and what to do now. */
export function CardEnded({ paymentId }: { paymentId: string }) {
  const found = useQuery(paymentQuery(paymentId)).data;
  if (!found) return null;
  const { title, text, tone, icon } = progress(found);
  return (
    <div role="alert" data-testid="card-ended" data-state={found.state} className={`mb-3 flex items-start gap-3 rounded-xl px-4 py-3 ${TONE[tone]}`}>
      <Icon name={icon} className="mt-0.5 size-7" />
      <p className="min-w-0 flex-1 text-lg leading-6"><strong className="flex flex-wrap items-center justify-between gap-2 text-xl font-extrabold">{title}{found.test && <TestMark />}</strong>{text}</p>
    </div>
  );
}
