"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useState } from "react";
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
  { title: "roles", value: (user) => user.grants.map(grantWord).join("; ") },
  { title: "disabled", value: (user) => user.disabled },
  { title: "locked", value: (user) => user.locked },
  { title: "second_factor", value: (user) => user.second_factor },
  { title: "last_sign_in_at", value: (user) => user.last_sign_in_at },
];

const COLUMNS: readonly Column<User>[] = [
  {
    title: "Name", width: "md:w-1/4", cell: (user) => (
      <Link href={userPath(user.user_id)} data-testid={`user-${user.username}`} className="block [overflow-wrap:anywhere] hover:underline"><span className="font-semibold text-accent underline">{user.display_name}</span><span className="block text-sm text-ink-2">{user.username}</span></Link>
    ),
  },
  { title: "Roles", cell: (user) => <Grants grants={user.grants} /> },
  { title: "State", cell: (user) => <UserState user={user} /> },
  { title: "Second factor", cell: (user) => (user.second_factor ? <Badge tone="ok" icon="check">On</Badge> : <span className="text-ink-2">off</span>) },
  { title: "Last sign-in", cell: (user) => (user.last_sign_in_at ? <span className="whitespace-nowrap">{localStamp(user.last_sign_in_at)}</span> : <span className="text-ink-2">never</span>) },
];

const roleOptions = () => (Object.keys(ROLES) as Role[]).map((role) => ({ value: role, word: ROLES[role].word }));

export function UserList() {
  const { filter, set } = useFilter(["q", "role", "site"]);
  const { may } = usePermissions();
  const [creating, setCreating] = useState(false);
  const sites = useQuery({ ...siteChoices(), enabled: may("sites.read") }).data?.items ?? [];
  const query = users(filter);
  const filtered = Object.keys(filter).length > 0;
  const create = may("users.manage") && <Button primary onClick={() => setCreating(true)} data-testid="user-new"><Icon name="plus" />New user</Button>;
  return (
    <>
      <AdministrationTabs />
      <PageHead title="Users" aside={<><ListFiles name="users" query={query} columns={FILE} />{create}</>}>Who may sign in, with which roles and where.</PageHead>
      <Tools>
        <SearchBox label="Search by name or user name" value={filter.q ?? ""} onChange={(q) => set({ q })} />
        <FilterSelect label="Role" all="Every role" value={filter.role ?? ""} options={roleOptions()} onChange={(role) => set({ role })} />
        <FilterSelect label="Site" all="Every site" value={filter.site ?? ""} options={sites.map((site) => ({ value: site.site_id, word: site.name }))} onChange={(site) => set({ site })} />
      </Tools>
      <Paged what="Users" query={query} empty={<Empty icon="users" title={filtered ? "Nobody fits this search" : "No users yet"}>{filtered && "Change the words or the filters."}</Empty>}>
        {(rows) => <DataTable caption="Users" columns={COLUMNS} rows={rows} rowId={(user) => user.user_id} />}
      </Paged>
      {creating && <NewUser onClose={() => setCreating(false)} />}
    </>
  );
}
