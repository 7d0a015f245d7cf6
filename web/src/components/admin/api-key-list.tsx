"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { revokeApiKey } from "@/lib/actions";
import { localDay, localStamp } from "@/lib/format";
import { apiKeys } from "@/lib/identity-queries";
import { grantWord } from "@/lib/roles";
import type { ApiKey } from "@/lib/types";
import { useAction } from "@/lib/use-action";
import { useNow } from "@/live/live-provider";
import { usePermissions } from "@/session/use-me";
import { DataTable, type Column } from "../data-table";
import { Confirm } from "../dialog";
import { Icon } from "../icon";
import { AdministrationTabs, PageHead } from "../page-head";
import { Paged } from "../paged";
import { ListFiles } from "../table-tools";
import { Badge, Button, Empty } from "../ui";
import { Grants } from "../users/user-parts";
import { NewApiKey } from "./new-api-key";

const EXPIRES_SOON_MS = 14 * 86_400_000;

const FILE = [
  { title: "name", value: (key: ApiKey) => key.name }, { title: "prefix", value: (key: ApiKey) => key.prefix }, { title: "roles", value: (key: ApiKey) => key.grants.map(grantWord).join("; ") },
  { title: "operations", value: (key: ApiKey) => key.operations.join("; ") }, { title: "created_at", value: (key: ApiKey) => key.created_at }, { title: "created_by", value: (key: ApiKey) => key.created_by },
  { title: "expires_at", value: (key: ApiKey) => key.expires_at }, { title: "last_used_at", value: (key: ApiKey) => key.last_used_at }, { title: "revoked_at", value: (key: ApiKey) => key.revoked_at },
];

function State({ apiKey }: { apiKey: ApiKey }) {
  const now = useNow(60_000);
  const left = apiKey.expires_at === null ? Infinity : Date.parse(apiKey.expires_at) - now;
  if (apiKey.revoked_at) return <Badge tone="bad" icon="cross">Revoked</Badge>;
  if (left <= 0) return <Badge tone="bad" icon="cross">Expired</Badge>;
  return left < EXPIRES_SOON_MS ? <Badge tone="warn" icon="warning">Expires soon</Badge> : <Badge tone="ok" icon="check">Valid</Badge>;
}

function Revoke({ apiKey }: { apiKey: ApiKey }) {
  const client = useQueryClient();
  const revoke = useAction((id: string, key) => revokeApiKey(id, key), { onSuccess: () => client.invalidateQueries({ queryKey: ["api-keys"] }) });
  if (apiKey.revoked_at) return null;
  return (
    <Confirm text="Revoke" title={`Revoke the key ${apiKey.name}?`} busy={revoke.isPending} error={revoke.error} onConfirm={(close) => revoke.mutate(apiKey.api_key_id, { onSuccess: close })} onClosed={revoke.reset}>
      Programs that use it are refused at once. This cannot be undone.
    </Confirm>
  );
}

function Scope({ apiKey }: { apiKey: ApiKey }) {
  const narrowed = apiKey.operations.length > 0;
  return <><Grants grants={apiKey.grants} />{narrowed && <span className="mt-1 block text-sm text-ink-2">only {apiKey.operations.join(", ")}</span>}</>;
}

function columns(manage: boolean): readonly Column<ApiKey>[] {
  return [
    { title: "Name", cell: (key) => <><span className="font-semibold">{key.name}</span><code className="block text-sm text-ink-2">{key.prefix}…</code></> },
    { title: "May do", width: "md:w-1/4", cell: (key) => <Scope apiKey={key} /> },
    { title: "State", cell: (key) => <State apiKey={key} /> },
    { title: "Expires", cell: (key) => <span className="whitespace-nowrap">{localDay(key.expires_at)}</span> },
    { title: "Last used", cell: (key) => (key.last_used_at ? localStamp(key.last_used_at) : <span className="text-ink-2">never</span>) },
    { title: "Created", cell: (key) => <>{localDay(key.created_at)}<span className="block text-sm text-ink-2">by {key.created_by}</span></> },
    ...(manage ? [{ title: "", cell: (key: ApiKey) => <Revoke apiKey={key} /> }] : []),
  ];
}

export function ApiKeyList() {
  const { mayEverywhere } = usePermissions();
  const [creating, setCreating] = useState(false);
  const manage = mayEverywhere("api_keys.manage");
  const create = manage && <Button primary onClick={() => setCreating(true)} data-testid="api-key-new"><Icon name="plus" />New key</Button>;
  return (
    <>
      <AdministrationTabs />
      <PageHead title="API keys" aside={<><ListFiles name="api-keys" query={apiKeys()} columns={FILE} />{create}</>}>For programs of your own. What they can ask is in the <a href="/reference/" className="font-semibold text-accent underline">API reference</a>.</PageHead>
      <Paged what="API keys" query={apiKeys()} empty={<Empty icon="key" title="No API keys">A key lets a program in, with the roles that you give it and until the day that you set.</Empty>}>
        {(rows) => <DataTable caption="API keys" columns={columns(manage)} rows={rows} rowId={(key) => key.api_key_id} />}
      </Paged>
      {creating && <NewApiKey onClose={() => setCreating(false)} />}
    </>
  );
}
