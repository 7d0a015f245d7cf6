"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { texts } from "@/i18n/language";
import type { CsvColumn } from "@/lib/csv";
import { localStamp } from "@/lib/format";
import { users } from "@/lib/identity-queries";
import { siteChoices } from "@/lib/session-queries";
import { ROLES, grantWord } from "@/lib/roles";
import type { Role, User } from "@/lib/types";
import { usePermissions } from "@/session/use-me";
import { DataTable, type Column } from "../data-table";
import { Icon } from "../icon";
import { AdministrationTabs, PageHead } from "../page-head";
import { Paged } from "../paged";
import { ListFiles, FilterSelect, SearchBox, Tools, useFilter } from "../table-tools";
import { Badge, Button, Empty } from "../ui";
import { NewUser } from "./new-user";
import { Grants, UserState, userPath } from "./user-parts";

const FILE: readonly CsvColumn<User>[] = [
  { title: "username", value: (user) => user.username },
  { title: "name", value: (user) => user.display_name },
  { title: "email", value: (user) => user.email },
  { title: "roles", value: (user) => user.grants.map((grant) => grantWord(grant)).join("; ") },
  { title: "disabled", value: (user) => user.disabled },
  { title: "locked", value: (user) => user.locked },
  { title: "second_factor", value: (user) => user.second_factor },
  { title: "last_sign_in_at", value: (user) => user.last_sign_in_at },
];

function columns(): readonly Column<User>[] {
  const t = texts("people");
  return [
    {
      title: t("name"), width: "md:w-1/4", cell: (user) => (
        <Link href={userPath(user.user_id)} data-testid={`user-${user.username}`} className="block [overflow-wrap:anywhere] hover:underline"><span className="font-semibold text-accent underline">{user.display_name}</span><span className="block text-sm text-ink-2">{user.username}</span></Link>
      ),
    },
    { title: t("roles"), cell: (user) => <Grants grants={user.grants} /> },
    { title: t("state"), cell: (user) => <UserState user={user} /> },
    { title: t("users.secondFactor"), cell: (user) => (user.second_factor ? <Badge tone="ok" icon="check">{t("users.on")}</Badge> : <span className="text-ink-2">{t("users.off")}</span>) },
    { title: t("users.lastSignIn"), cell: (user) => (user.last_sign_in_at ? <span className="whitespace-nowrap">{localStamp(user.last_sign_in_at)}</span> : <span className="text-ink-2">{t("never")}</span>) },
  ];
}

const roleOptions = () => (Object.keys(ROLES) as Role[]).map((role) => ({ value: role, word: ROLES[role].word }));

export function UserList() {
  const t = useTranslations("people");
  const common = useTranslations("common");
  const { filter, set } = useFilter(["q", "role", "site"]);
  const { may } = usePermissions();
  const [creating, setCreating] = useState(false);
  const sites = useQuery({ ...siteChoices(), enabled: may("sites.read") }).data?.items ?? [];
  const query = users(filter);
  const filtered = Object.keys(filter).length > 0;
  const create = may("users.manage") && <Button primary onClick={() => setCreating(true)} data-testid="user-new"><Icon name="plus" />{t("users.new")}</Button>;
  return (
    <>
      <AdministrationTabs />
      <PageHead title={t("users.title")} aside={<><ListFiles name="users" query={query} columns={FILE} />{create}</>}>{t("users.intro")}</PageHead>
      <Tools>
        <SearchBox label={t("users.search")} value={filter.q ?? ""} onChange={(q) => set({ q })} />
        <FilterSelect label={t("role")} all={t("users.everyRole")} value={filter.role ?? ""} options={roleOptions()} onChange={(role) => set({ role })} />
        <FilterSelect label={t("site")} all={common("everySite")} value={filter.site ?? ""} options={sites.map((site) => ({ value: site.site_id, word: site.name }))} onChange={(site) => set({ site })} />
      </Tools>
      <Paged what={t("users.title")} query={query} empty={<Empty icon="users" title={filtered ? t("users.noneFits") : t("users.none")}>{filtered && t("users.changeFilters")}</Empty>}>
        {(rows) => <DataTable caption={t("users.title")} columns={columns()} rows={rows} rowId={(user) => user.user_id} />}
      </Paged>
      {creating && <NewUser onClose={() => setCreating(false)} />}
    </>
  );
}
