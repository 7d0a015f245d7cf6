"use client";

import { useQuery } from "@tanstack/react-query";
import { useRouter, useSearchParams } from "next/navigation";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { dayWord, stamp } from "@/lib/format";
import { dutyFile } from "@/lib/list-files";
import { duties, rota as rotaQuery } from "@/lib/on-call-queries";
import type { Duty, RotaDetail } from "@/lib/on-call-types";
import { joined, turnsWord } from "@/lib/on-call-words";
import { useSites } from "@/lib/use-sites";
import { useMayChange, Changed, InUse, Where } from "../notifications/document-parts";
import { PageHead } from "../page-head";
import { BackLink, Detail, Facts, Section } from "../sales/parts";
import { RowFiles } from "../table-tools";
import { Badge, Button } from "../ui";
import { Listed, useNames } from "./parts";
import { RotaDialog } from "./rota-dialog";
import { RemoveRota } from "./rota-list";
import { StandIns } from "./stand-ins";

const AHEAD_DAYS = 56;
const MOST_ROWS = 60;

interface DutyRowProps {
  duty: Duty;
  zone: string;
  name: string;
  now: boolean;
  /** It goes on beyond the time that is looked at. */
  last: boolean;
}

function DutyRow({ duty, zone, name, now, last }: DutyRowProps) {
  const t = useTranslations("calls");
  const [from, to] = [stamp(duty.starts_at, zone), stamp(duty.ends_at, zone)];
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 border-t border-line px-5 py-3 first:border-t-0">
      <span className="flex flex-wrap items-center gap-2"><span className="font-semibold [overflow-wrap:anywhere]">{name}</span>{now && <Badge tone="ok" icon="phone">{t("onCall.now")}</Badge>}{duty.override_id && <Badge tone="info" icon="swap">{t("onCall.standsIn")}</Badge>}</span>
      <span className="text-sm text-ink-2">{now ? (last ? t("onCall.allTheTime") : t("onCall.until", { time: to })) : last ? t("onCall.from", { time: from }) : t("onCall.fromTo", { from, to })}</span>
    </li>
  );
}

function Plan({ rota, name }: { rota: RotaDetail; name: (id: string) => string }) {
  const t = useTranslations("calls");
  const answer = useQuery(duties(rota.id, AHEAD_DAYS));
  return (
    <Section id="plan-title" title={t("rota.plan")} flush aside={<RowFiles name={`rota-${rota.id}`} rows={answer.data && joined(answer.data.items)} columns={dutyFile(rota, name)} />}>
      <Listed what="duties" answer={answer}>
        {(rows) => {
          const plan = joined(rows);
          return <ol>{plan.slice(0, MOST_ROWS).map((duty, i) => <DutyRow key={duty.starts_at} duty={duty} zone={rota.time_zone} name={name(duty.recipient)} now={i === 0} last={i === plan.length - 1} />)}</ol>;
        }}
      </Listed>
    </Section>
  );
}

function Buttons({ rota }: { rota: RotaDetail }) {
  const t = useTranslations("calls");
  const router = useRouter();
  const [editing, setEditing] = useState(false);
  if (!useMayChange("on_call.manage")(rota)) return null;
  return (
    <>
      <Button onClick={() => setEditing(true)}>{t("edit")}</Button>
      <RemoveRota rota={rota} onRemoved={() => router.replace("/on-call/?view=rotas")} />
      {editing && <RotaDialog rota={rota} onClose={() => setEditing(false)} />}
    </>
  );
}

function Body({ rota }: { rota: RotaDetail }) {
  const t = useTranslations("calls");
  const sites = useSites("on_call.read");
  const names = useNames();
  const name = (id: string) => names.RECIPIENT.get(id) ?? id;
  return (
    <>
      <PageHead title={rota.name} aside={<><InUse document={rota} /><Buttons rota={rota} /></>} />
      <div className="grid grid-cols-1 items-start gap-6 lg:grid-cols-2">
        <Plan rota={rota} name={name} />
        <div className="grid gap-6">
          <StandIns rota={rota} name={name} />
          <Section id="facts-title" title={t("rota.one")}>
            <Facts facts={[[t("who"), rota.members.map(name).join(", ")], [t("rota.turns"), turnsWord(rota)], [t("rota.firstDay"), dayWord(rota.first_day)], [t("timeZone"), rota.time_zone], [t("where"), <Where key="where" document={rota} sites={sites} />], [t("changed"), <Changed key="changed" document={rota} />]]} />
          </Section>
        </div>
      </div>
    </>
  );
}

/** `/rota?id=…` */
export function RotaPage() {
  const t = useTranslations("calls");
  const id = useSearchParams().get("id") ?? "";
  const answer = useQuery({ ...rotaQuery(id), enabled: id !== "" });
  return (
    <>
      <BackLink href="/on-call/?view=rotas">{t("rota.list.caption")}</BackLink>
      <Detail id={id} what="rota" answer={answer}>{(found) => <Body rota={found} />}</Detail>
    </>
  );
}
