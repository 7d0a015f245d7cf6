"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { useSearchParams } from "next/navigation";
import type { ReactNode } from "react";
import { withQuery } from "@/lib/api";
import { localStamp } from "@/lib/format";
import { user as userQuery } from "@/lib/identity-queries";
import { me } from "@/lib/queries";
import { isProblem } from "@/lib/problem";
import type { User } from "@/lib/types";
import { usePermissions } from "@/session/use-me";
import { Icon } from "../icon";
import { PageHead } from "../page-head";
import { Card, Empty, Failure, SectionTitle, Skeletons } from "../ui";
import { UserAccess } from "./user-access";
import { UserDetails } from "./user-details";
import { UserRoles } from "./user-roles";
import { Grants, UserState } from "./user-parts";

function Section({ id, title, children }: { id: string; title: string; children: ReactNode }) {
  return (
    <section aria-labelledby={id} className="min-w-0">
      <SectionTitle id={id}>{title}</SectionTitle>
      <Card className="p-5">{children}</Card>
    </section>
  );
}

function Facts({ user }: { user: User }) {
  const facts: [string, ReactNode][] = [
    ["User name", user.username], ["Created", localStamp(user.created_at)], ["Last sign-in", user.last_sign_in_at ? localStamp(user.last_sign_in_at) : "never"],
    ["Second factor", user.second_factor ? "on" : "off"], ["PIN", user.has_pin ? "set" : "none"],
  ];
  return (
    <dl className="mb-6 flex flex-wrap gap-x-10 gap-y-3">
      {facts.map(([name, value]) => <div key={name}><dt className="text-sm text-ink-2">{name}</dt><dd className="font-semibold">{value}</dd></div>)}
    </dl>
  );
}

const LINK = "inline-flex min-h-11 items-center px-1 font-semibold text-accent underline";

function AuditLinks({ user }: { user: User }) {
  return (
    <>
      <Link href={withQuery("/audit/", { target: `user/${user.user_id}` })} data-testid="audit-of-account" className={LINK}>Changes to the account</Link>
      <Link href={withQuery("/audit/", { actor: user.user_id })} className={LINK}>What this person did</Link>
    </>
  );
}

function Body({ user }: { user: User }) {
  const { may } = usePermissions();
  const client = useQueryClient();
  const own = useQuery(me()).data?.user_id === user.user_id;
  const changed = (next: User) => {
    client.setQueryData(userQuery(user.user_id).queryKey, next);
    void client.invalidateQueries({ queryKey: ["users"] });
  };
  // Nobody changes the own account here: the server refuses it.
  const manage = may("users.manage") && !own;
  return (
    <>
      <PageHead title={user.display_name} aside={<><UserState user={user} />{may("audit.read") && <AuditLinks user={user} />}</>} />
      <Facts user={user} />
      {own && <p className="mb-5 flex items-center gap-3 rounded-xl bg-info-bg px-5 py-3 text-info-ink"><Icon name="info" className="size-6" /><span>This is your own account. What you may change of it is under <Link href="/account/" className="font-semibold underline">Account and security</Link>.</span></p>}
      <div className="grid items-start gap-6 lg:grid-cols-2">
        <div className="grid gap-6">
          <Section id="roles-title" title="Roles">{manage ? <UserRoles key={user.version} user={user} onChanged={changed} /> : <Grants grants={user.grants} />}</Section>
          {manage && <Section id="details-title" title="Details"><UserDetails key={user.version} user={user} onChanged={changed} /></Section>}
        </div>
        {manage && <Section id="access-title" title="Sign-in"><UserAccess user={user} onChanged={changed} /></Section>}
      </div>
    </>
  );
}

/** `/user?id=…` */
export function UserPage() {
  const id = useSearchParams().get("id") ?? "";
  const answer = useQuery({ ...userQuery(id), enabled: id !== "" });
  const unknown = id === "" || (isProblem(answer.error) && answer.error.status === 404);
  return (
    <>
      <Link href="/users/" className="mb-2 inline-flex min-h-11 items-center gap-1 font-semibold text-accent underline"><Icon name="back" className="size-4" />Users</Link>
      {unknown && <Empty icon="question" title="There is no such user">Or the account belongs to sites that are not yours.</Empty>}
      {!unknown && answer.isError && !answer.data && <Failure error={answer.error} what="The account" onRetry={() => void answer.refetch()} />}
      {!unknown && answer.isPending && <div className="grid gap-6 lg:grid-cols-2"><Skeletons count={3} className="h-56" label="Loading the account" /></div>}
      {answer.data && <Body user={answer.data} />}
    </>
  );
}
