"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { useSearchParams } from "next/navigation";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
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
  const t = useTranslations("people");
  const facts: [string, ReactNode][] = [
    [t("userName"), user.username], [t("created"), localStamp(user.created_at)], [t("users.lastSignIn"), user.last_sign_in_at ? localStamp(user.last_sign_in_at) : t("never")],
    [t("users.secondFactor"), user.second_factor ? t("user.factorOn") : t("user.factorOff")], [t("user.pin"), user.has_pin ? t("user.pinSet") : t("user.pinNone")],
  ];
  return (
    <dl className="mb-6 flex flex-wrap gap-x-10 gap-y-3">
      {facts.map(([name, value]) => <div key={name}><dt className="text-sm text-ink-2">{name}</dt><dd className="font-semibold">{value}</dd></div>)}
    </dl>
  );
}

const LINK = "inline-flex min-h-11 items-center px-1 font-semibold text-accent underline";

function AuditLinks({ user }: { user: User }) {
  const t = useTranslations("people");
  return (
    <>
      <Link href={withQuery("/audit/", { target: `user/${user.user_id}` })} data-testid="audit-of-account" className={LINK}>{t("user.changes")}</Link>
      <Link href={withQuery("/audit/", { actor: user.user_id })} className={LINK}>{t("user.did")}</Link>
    </>
  );
}

function Body({ user }: { user: User }) {
  const t = useTranslations("people");
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
      {own && <p className="mb-5 flex items-center gap-3 rounded-xl bg-info-bg px-5 py-3 text-info-ink"><Icon name="info" className="size-6" /><span>{t.rich("user.own", { a: (words) => <Link href="/account/" className="font-semibold underline">{words}</Link> })}</span></p>}
      <div className="grid items-start gap-6 lg:grid-cols-2">
        <div className="grid gap-6">
          <Section id="roles-title" title={t("roles")}>{manage ? <UserRoles key={user.version} user={user} onChanged={changed} /> : <Grants grants={user.grants} />}</Section>
          {manage && <Section id="details-title" title={t("user.details")}><UserDetails key={user.version} user={user} onChanged={changed} /></Section>}
        </div>
        {manage && <Section id="access-title" title={t("user.signIn")}><UserAccess user={user} onChanged={changed} /></Section>}
      </div>
    </>
  );
}

/** `/user?id=…` */
export function UserPage() {
  const t = useTranslations("people");
  const id = useSearchParams().get("id") ?? "";
  const answer = useQuery({ ...userQuery(id), enabled: id !== "" });
  const unknown = id === "" || (isProblem(answer.error) && answer.error.status === 404);
  return (
    <>
      <Link href="/users/" className="mb-2 inline-flex min-h-11 items-center gap-1 font-semibold text-accent underline"><Icon name="back" className="size-4" />{t("users.title")}</Link>
      {unknown && <Empty whole icon="question" title={t("user.noSuch")}>{t("user.noSuchHint")}</Empty>}
      {!unknown && answer.isError && !answer.data && <Failure whole error={answer.error} what={t("user.theAccount")} onRetry={() => void answer.refetch()} />}
      {!unknown && answer.isPending && <div className="grid gap-6 lg:grid-cols-2"><Skeletons count={3} className="h-56" label={t("user.loading")} /></div>}
      {answer.data && <Body user={answer.data} />}
    </>
  );
}
