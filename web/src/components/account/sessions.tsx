"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { texts } from "@/i18n/language";
import { known } from "@/i18n/tables";
import { endSession, signOutEverywhere } from "@/lib/actions";
import { browserOf } from "@/lib/browser";
import { ago, localStamp } from "@/lib/format";
import { problemText } from "@/lib/problem";
import { mySessions } from "@/lib/session-queries";
import type { OpenSession } from "@/lib/types";
import { useAction } from "@/lib/use-action";
import { useNow } from "@/live/live-provider";
import { useSessionEnded } from "@/session/use-me";
import { DataTable, type Column } from "../data-table";
import { Confirm } from "../dialog";
import { Badge, Button, Failure, SectionTitle, Skeletons } from "../ui";

function LastUsed({ session }: { session: OpenSession }) {
  const now = useNow();
  return <>{ago(Date.parse(session.last_used_at ?? session.created_at), now)}</>;
}

function End({ session }: { session: OpenSession }) {
  const t = useTranslations("account");
  const client = useQueryClient();
  const end = useAction((id: string) => endSession(id), { onSuccess: () => client.invalidateQueries(mySessions()) });
  if (session.current) return <Badge tone="ok" icon="check">{t("thisOne")}</Badge>;
  return (
    <>
      <Button onClick={() => end.mutate(session.session_id)} disabled={end.isPending} aria-label={t("signOutOf", { browser: browserOf(session.user_agent) })}>{t("signOut")}</Button>
      {end.isError && <span role="alert" className="block text-sm font-semibold text-bad-ink">{t("notDone", { why: problemText(end.error) })}</span>}
    </>
  );
}

function columns(): readonly Column<OpenSession>[] {
  const t = texts("account");
  return [
    { title: t("browser"), cell: (session) => <span className="font-semibold" title={session.user_agent}>{browserOf(session.user_agent)}</span> },
    { title: t("address"), cell: (session) => session.address || "–" },
    { title: t("signedIn"), cell: (session) => <>{localStamp(session.created_at)}<span className="block text-sm text-ink-2">{known("account", `method.${session.method}`) ?? session.method}</span></> },
    { title: t("lastUsed"), cell: (session) => <LastUsed session={session} /> },
    { title: t("ends"), cell: (session) => localStamp(session.expires_at) },
    { title: "", cell: (session) => <End session={session} /> },
  ];
}

function Everywhere() {
  const t = useTranslations("account");
  const ended = useSessionEnded();
  const everywhere = useAction((_: void, key) => signOutEverywhere(key), { onSuccess: ended });
  return (
    <Confirm text={t("everywhere")} title={t("everywhereAsk")} busy={everywhere.isPending} error={everywhere.error}
      onConfirm={() => everywhere.mutate()} onClosed={everywhere.reset} testId="sign-out-everywhere">
      {t("everywhereText")}
    </Confirm>
  );
}

export function Sessions() {
  const t = useTranslations("account");
  const answer = useQuery(mySessions());
  return (
    <section aria-labelledby="sessions-title">
      <SectionTitle id="sessions-title" aside={<Everywhere />}>{t("where")}</SectionTitle>
      {answer.isPending && <div className="space-y-3"><Skeletons count={2} className="h-14" label={t("loadingSessions")} /></div>}
      {answer.isError && <Failure error={answer.error} what={t("yourSessions")} onRetry={() => void answer.refetch()} />}
      {answer.data && <DataTable caption={t("openSessions")} columns={columns()} rows={answer.data.items} rowId={(session) => session.session_id} />}
    </section>
  );
}
