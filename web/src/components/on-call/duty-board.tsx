"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { stamp } from "@/lib/format";
import { duties, rotas } from "@/lib/on-call-queries";
import type { Duty, Rota } from "@/lib/on-call-types";
import { joined, targetWord, type Names } from "@/lib/on-call-words";
import { LINK } from "../sales/parts";
import { PrintButton, Tools } from "../table-tools";
import { Badge, Card, Empty, Failure, Skeleton } from "../ui";
import { Listed, rotaPath, useNames } from "./parts";

/** The longest turn, so that the next one is always among them. */
const AHEAD_DAYS = 35;
const NEXT = 2;

interface CurrentProps {
  duty: Duty;
  rota: Rota;
  names: Names;
  /** Somebody else follows in the time that is looked at. */
  ends: boolean;
}

function Current({ duty, rota, names, ends }: CurrentProps) {
  const t = useTranslations("calls");
  return (
    <>
      <p className="flex flex-wrap items-center gap-2"><span className="text-xl font-bold [overflow-wrap:anywhere]" data-testid="on-call-now">{targetWord({ kind: "RECIPIENT", id: duty.recipient }, names)}</span>{duty.override_id && <Badge tone="info" icon="swap">{t("onCall.standsIn")}</Badge>}</p>
      <p className="text-ink-2">{ends ? t("onCall.until", { time: stamp(duty.ends_at, rota.time_zone) }) : t("onCall.nobodyElse", { days: String(AHEAD_DAYS) })}</p>
    </>
  );
}

function Next({ following, rota, names }: { following: readonly Duty[]; rota: Rota; names: Names }) {
  const t = useTranslations("calls");
  if (following.length === 0) return null;
  const name = (duty: Duty) => targetWord({ kind: "RECIPIENT", id: duty.recipient }, names);
  return (
    <ul aria-label={t("onCall.then")} className="mt-3 space-y-1 border-t border-line pt-3">
      {following.map((duty) => <li key={duty.starts_at} className="flex flex-wrap justify-between gap-x-4"><span className="font-semibold [overflow-wrap:anywhere]">{duty.override_id ? t("onCall.nameStandsIn", { name: name(duty) }) : name(duty)}</span><span className="text-sm text-ink-2">{t("onCall.from", { time: stamp(duty.starts_at, rota.time_zone) })}</span></li>)}
    </ul>
  );
}

function Plan({ rota, names }: { rota: Rota; names: Names }) {
  const t = useTranslations("calls");
  const answer = useQuery(duties(rota.id, AHEAD_DAYS));
  if (answer.isError && !answer.data) return <Failure error={answer.error} what={t("onCall.whoIs")} onRetry={() => void answer.refetch()} />;
  if (!answer.data) return <Skeleton className="h-24" />;
  const [now, ...following] = joined(answer.data.items);
  return now ? <><Current duty={now} rota={rota} names={names} ends={following.length > 0} /><Next following={following.slice(0, NEXT)} rota={rota} names={names} /></> : null;
}

function RotaCard({ rota, names }: { rota: Rota; names: Names }) {
  const t = useTranslations("calls");
  return (
    <Card className="p-5">
      <div className="mb-2 flex flex-wrap items-start justify-between gap-2">
        <h2 className="text-lg font-bold"><Link href={rotaPath(rota.id)} className={`inline-flex min-h-11 items-center ${LINK}`}>{rota.name}</Link></h2>
        <span className="pt-3 text-sm text-ink-2">{rota.time_zone}</span>
      </div>
      {rota.enabled ? <Plan rota={rota} names={names} /> : <p className="text-ink-2">{t("onCall.off")}</p>}
    </Card>
  );
}

export function DutyBoard({ site, where }: { site: string; where: ReactNode }) {
  const t = useTranslations("calls");
  const names = useNames();
  return (
    <>
      <Tools>{where}<PrintButton /></Tools>
      <Listed what="rotas" answer={useQuery(rotas(site))}>
        {(rows) => rows.length === 0
          ? <Empty icon="users" title={t("onCall.nobody")}>{t("onCall.nobodyHint")}</Empty>
          : <div className="grid gap-4 md:grid-cols-2 xl:grid-cols-3">{rows.map((rota) => <RotaCard key={rota.id} rota={rota} names={names} />)}</div>}
      </Listed>
    </>
  );
}
