"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { texts } from "@/i18n/language";
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
  { title: "name", value: (key: ApiKey) => key.name }, { title: "prefix", value: (key: ApiKey) => key.prefix }, { title: "roles", value: (key: ApiKey) => key.grants.map((grant) => grantWord(grant)).join("; ") },
  { title: "operations", value: (key: ApiKey) => key.operations.join("; ") }, { title: "created_at", value: (key: ApiKey) => key.created_at }, { title: "created_by", value: (key: ApiKey) => key.created_by },
  { title: "expires_at", value: (key: ApiKey) => key.expires_at }, { title: "last_used_at", value: (key: ApiKey) => key.last_used_at }, { title: "revoked_at", value: (key: ApiKey) => key.revoked_at },
];

function State({ apiKey }: { apiKey: ApiKey }) {
  const t = useTranslations("people");
  const now = useNow(60_000);
  const left = apiKey.expires_at === null ? Infinity : Date.parse(apiKey.expires_at) - now;
  if (apiKey.revoked_at) return <Badge tone="bad" icon="cross">{t("keys.revoked")}</Badge>;
  if (left <= 0) return <Badge tone="bad" icon="cross">{t("keys.expired")}</Badge>;
  return left < EXPIRES_SOON_MS ? <Badge tone="warn" icon="warning">{t("keys.soon")}</Badge> : <Badge tone="ok" icon="check">{t("valid")}</Badge>;
}

function Revoke({ apiKey }: { apiKey: ApiKey }) {
  const t = useTranslations("people");
  const client = useQueryClient();
  const revoke = useAction((id: string, key) => revokeApiKey(id, key), { onSuccess: () => client.invalidateQueries({ queryKey: ["api-keys"] }) });
  if (apiKey.revoked_at) return null;
  return (
    <Confirm text={t("revoke")} title={t("keys.revokeAsk", { name: apiKey.name })} busy={revoke.isPending} error={revoke.error} onConfirm={(close) => revoke.mutate(apiKey.api_key_id, { onSuccess: close })} onClosed={revoke.reset}>
      {t("keys.revokeText")}
    </Confirm>
  );
}

function Scope({ apiKey }: { apiKey: ApiKey }) {
  const t = useTranslations("people");
  const narrowed = apiKey.operations.length > 0;
  return <><Grants grants={apiKey.grants} />{narrowed && <span className="mt-1 block text-sm text-ink-2">{t("keys.only", { operations: apiKey.operations.join(", ") })}</span>}</>;
}

function columns(manage: boolean): readonly Column<ApiKey>[] {
  const t = texts("people");
  return [
    { title: t("name"), cell: (key) => <><span className="font-semibold">{key.name}</span><code className="block text-sm text-ink-2">{key.prefix}…</code></> },
    { title: t("keys.may"), width: "md:w-1/4", cell: (key) => <Scope apiKey={key} /> },
    { title: t("state"), cell: (key) => <State apiKey={key} /> },
    { title: t("expires"), cell: (key) => <span className="whitespace-nowrap">{localDay(key.expires_at)}</span> },
    { title: t("lastUsed"), cell: (key) => (key.last_used_at ? localStamp(key.last_used_at) : <span className="text-ink-2">{t("never")}</span>) },
    { title: t("created"), cell: (key) => <>{localDay(key.created_at)}<span className="block text-sm text-ink-2">{t("by", { name: key.created_by })}</span></> },
    ...(manage ? [{ title: "", cell: (key: ApiKey) => <Revoke apiKey={key} /> }] : []),
  ];
}

export function ApiKeyList() {
  const t = useTranslations("people");
  const { mayEverywhere } = usePermissions();
  const [creating, setCreating] = useState(false);
  const manage = mayEverywhere("api_keys.manage");
  const create = manage && <Button primary onClick={() => setCreating(true)} data-testid="api-key-new"><Icon name="plus" />{t("keys.new")}</Button>;
  return (
    <>
      <AdministrationTabs />
      <PageHead title={t("keys.title")} aside={<><ListFiles name="api-keys" query={apiKeys()} columns={FILE} />{create}</>}>{t.rich("keys.intro", { a: (words) => <a href="/reference/" className="font-semibold text-accent underline">{words}</a> })}</PageHead>
      <Paged what={t("keys.title")} query={apiKeys()} empty={<Empty icon="key" title={t("keys.none")}>{t("keys.noneHint")}</Empty>}>
        {(rows) => <DataTable caption={t("keys.title")} columns={columns(manage)} rows={rows} rowId={(key) => key.api_key_id} />}
      </Paged>
      {creating && <NewApiKey onClose={() => setCreating(false)} />}
    </>
  );
}
