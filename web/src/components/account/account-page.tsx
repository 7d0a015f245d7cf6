"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { me } from "@/lib/queries";
import { placeWord, roleWord } from "@/lib/roles";
import type { Me } from "@/lib/types";
import { usePlaceNames } from "@/lib/use-place-names";
import { useTitle } from "@/lib/use-title";
import { usePermissions } from "@/session/use-me";
import { PageHead } from "../page-head";
import { PushDevices } from "../push/push-devices";
import { Badge, Card, SectionTitle } from "../ui";
import { PasswordForm } from "./password-form";
import { PinForm } from "./pin-form";
import { SecondFactor } from "./second-factor";
import { Sessions } from "./sessions";

function Section({ id, title, aside, children }: { id: string; title: string; aside?: ReactNode; children: ReactNode }) {
  return (
    <section aria-labelledby={id} className="min-w-0">
      <SectionTitle id={id} aside={aside}>{title}</SectionTitle>
      <Card className="p-5">{children}</Card>
    </section>
  );
}

function Roles({ me }: { me: Me }) {
  const names = usePlaceNames();
  return (
    <ul className="flex flex-wrap gap-2">
      {me.grants.map((grant) => (
        <li key={`${grant.role} ${placeWord(grant)}`}><Badge tone="info" icon="user">{roleWord(grant.role)}<span className="font-normal">{placeWord(grant, names)}</span></Badge></li>
      ))}
    </ul>
  );
}

/** What everybody may change of the own account. */
export function AccountPage() {
  const a = useTranslations("account");
  useTitle(useTranslations("titles")("page.account"));
  const client = useQueryClient();
  const account = useQuery(me()).data;
  const { may } = usePermissions();
  const t = useTranslations("push");
  if (!account) return null;
  const reload = () => void client.invalidateQueries(me());
  const till = account.has_pin ? <Badge tone="ok" icon="check">{a("pinSet")}</Badge> : <Badge tone="muted">{a("noPin")}</Badge>;
  const factor = account.second_factor ? <Badge tone="ok" icon="check">{a("on")}</Badge> : <Badge tone="muted">{a("off")}</Badge>;
  return (
    <>
      <PageHead title={account.display_name}>{a("signedInAs", { name: account.username })}</PageHead>
      <div className="mb-6"><Roles me={account} /></div>
      <div className="mb-6 grid items-start gap-6 md:grid-cols-2">
        <Section id="password-title" title={a("password")}><PasswordForm onDone={() => void client.invalidateQueries({ queryKey: ["my-sessions"] })} /></Section>
        <div className="grid gap-6 2xl:grid-cols-2">
          <Section id="factor-title" title={a("twoStep")} aside={factor}><SecondFactor on={account.second_factor} onChanged={reload} /></Section>
          <Section id="pin-title" title={a("pinForTill")} aside={till}><PinForm set={account.has_pin} onDone={reload} /></Section>
        </div>
      </div>
      {may("push.subscribe") && <div className="mb-6 max-w-3xl"><Section id="push-title" title={t("title")}><PushDevices /></Section></div>}
      <Sessions />
    </>
  );
}
