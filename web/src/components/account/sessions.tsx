"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { endSession, signOutEverywhere } from "@/lib/actions";
import { browserOf } from "@/lib/browser";
import { ago, localStamp } from "@/lib/format";
import { mySessions } from "@/lib/session-queries";
import type { OpenSession } from "@/lib/types";
import { useAction } from "@/lib/use-action";
import { useNow } from "@/live/live-provider";
import { useSessionEnded } from "@/session/use-me";
import { DataTable, type Column } from "../data-table";
import { Confirm } from "../dialog";
import { Badge, Button, Failure, SectionTitle, Skeletons } from "../ui";

const METHODS: Record<string, string> = { password: "Password", pin: "PIN at a till", oidc: "Company sign-in", token: "Program" };

function LastUsed({ session }: { session: OpenSession }) {
  const now = useNow();
  return <>{ago(Date.parse(session.last_used_at ?? session.created_at), now)}</>;
}

function End({ session }: { session: OpenSession }) {
  const client = useQueryClient();
  const end = useAction((id: string) => endSession(id), { onSuccess: () => client.invalidateQueries(mySessions()) });
  if (session.current) return <Badge tone="ok" icon="check">This one</Badge>;
  return (
    <>
      <Button onClick={() => end.mutate(session.session_id)} disabled={end.isPending} aria-label={`Sign out ${browserOf(session.user_agent)}`}>Sign out</Button>
      {end.isError && <span role="alert" className="block text-sm font-semibold text-bad-ink">Not done: {end.error.message}</span>}
    </>
  );
}

const COLUMNS: readonly Column<OpenSession>[] = [
  { title: "Browser", cell: (session) => <span className="font-semibold" title={session.user_agent}>{browserOf(session.user_agent)}</span> },
  { title: "Address", cell: (session) => session.address || "–" },
  { title: "Signed in", cell: (session) => <>{localStamp(session.created_at)}<span className="block text-sm text-ink-2">{METHODS[session.method] ?? session.method}</span></> },
  { title: "Last used", cell: (session) => <LastUsed session={session} /> },
  { title: "Ends", cell: (session) => localStamp(session.expires_at) },
  { title: "", cell: (session) => <End session={session} /> },
];

function Everywhere() {
  const ended = useSessionEnded();
  const everywhere = useAction((_: void, key) => signOutEverywhere(key), { onSuccess: ended });
  return (
    <Confirm text="Sign out everywhere" title="Sign out everywhere?" busy={everywhere.isPending} error={everywhere.error}
      onConfirm={() => everywhere.mutate()} onClosed={everywhere.reset} testId="sign-out-everywhere">
      All your sessions end at once, this one too. Use it when you left a browser signed in somewhere, or think that somebody else uses your account.
    </Confirm>
  );
}

export function Sessions() {
  const answer = useQuery(mySessions());
  return (
    <section aria-labelledby="sessions-title">
      <SectionTitle id="sessions-title" aside={<Everywhere />}>Where you are signed in</SectionTitle>
      {answer.isPending && <div className="space-y-3"><Skeletons count={2} className="h-14" label="Loading sessions" /></div>}
      {answer.isError && <Failure error={answer.error} what="Your sessions" onRetry={() => void answer.refetch()} />}
      {answer.data && <DataTable caption="Open sessions" columns={COLUMNS} rows={answer.data.items} rowId={(session) => session.session_id} />}
    </section>
  );
}
