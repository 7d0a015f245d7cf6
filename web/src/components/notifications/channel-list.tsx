"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { texts } from "@/i18n/language";
import { CHANNEL_FILE } from "@/lib/list-files";
import { removeChannel } from "@/lib/notification-actions";
import { channels } from "@/lib/notification-queries";
import type { Channel } from "@/lib/notification-types";
import { CHANNEL_KINDS, SECRETS, channelLeads, ownAddress } from "@/lib/notification-words";
import { useSites, type Sites } from "@/lib/use-sites";
import { usePermissions } from "@/session/use-me";
import { DataTable, type Column } from "../data-table";
import { Icon } from "../icon";
import { SiteFilter } from "../sales/parts";
import { RowFiles, Tools, useFilter } from "../table-tools";
import { Badge, Button, Empty, Failure, Skeletons } from "../ui";
import { ChannelDialog } from "./channel-dialog";
import { Changed, DocumentName, InUse, RemoveDocument, Where, useMayChange } from "./document-parts";
import { TestChannel } from "./test-channel";

function Kind({ channel }: { channel: Channel }) {
  const { word, icon } = CHANNEL_KINDS[channel.config.kind];
  return <span className="inline-flex items-center gap-2 whitespace-nowrap"><Icon name={icon} className="size-5 text-ink-2" />{word}</span>;
}

function Leads({ channel }: { channel: Channel }) {
  const t = useTranslations("calls");
  const own = ownAddress(channel);
  const secret = SECRETS[channel.config.kind];
  return (
    <>
      <span className="[overflow-wrap:anywhere]">{channelLeads(channel)}</span>
      {own && <span className="block text-sm text-ink-2 [overflow-wrap:anywhere]">{t("channels.itself", { address: own })}</span>}
      <span className="block text-sm text-ink-2">{t("channels.perMinute", { count: String(channel.per_minute) })}{secret && ` · ${channel.has_secret ? t("channels.secretKept") : t("channels.noSecret")}`}</span>
    </>
  );
}

function columns(sites: Sites, change: (channel: Channel) => boolean, onEdit: (channel: Channel) => void): readonly Column<Channel>[] {
  const t = texts("calls");
  const buttons = (channel: Channel) => change(channel) && (
    <span className="flex flex-wrap gap-2 md:justify-end">
      <TestChannel channel={channel} />
      <Button onClick={() => onEdit(channel)} aria-label={t("editName", { name: channel.name })}>{t("edit")}</Button>
      <RemoveDocument document={channel} what="channel" keys={["channels", "notifications"]} work={removeChannel}>{t("channels.removeHint")}</RemoveDocument>
    </span>
  );
  return [
    { title: t("name"), cell: (channel) => <DocumentName document={channel} /> },
    { title: t("kind"), cell: (channel) => <Kind channel={channel} /> },
    { title: t("state"), cell: (channel) => <InUse document={channel} /> },
    { title: t("channels.leadsTo"), width: "md:w-1/4", cell: (channel) => <Leads channel={channel} /> },
    { title: t("where"), cell: (channel) => <Where document={channel} sites={sites} /> },
    { title: t("changed"), width: "max-xl:hidden", cell: (channel) => <Changed document={channel} /> },
    { title: "", cell: buttons },
  ];
}

interface RowsProps {
  rows: readonly Channel[];
  sites: Sites;
  onEdit: (channel: Channel) => void;
}

function Rows({ rows, sites, onEdit }: RowsProps) {
  const t = useTranslations("calls");
  const change = useMayChange("channels.manage");
  if (rows.length === 0) return <Empty icon="mail" title={t("channels.none")}>{t("channels.noneHint")}</Empty>;
  return <DataTable caption={t("channels.caption")} columns={columns(sites, change, onEdit)} rows={rows} rowId={(channel) => channel.id} />;
}

export function ChannelList() {
  const t = useTranslations("calls");
  const { may } = usePermissions();
  const sites = useSites("notifications.read");
  const { filter, set } = useFilter(["site"]);
  const answer = useQuery(channels(filter.site));
  const [edited, setEdited] = useState<Channel | "new" | null>(null);
  const rows = answer.data?.items;
  return (
    <>
      <Tools>
        <SiteFilter sites={sites} value={filter.site ?? ""} onChange={(site) => set({ site })} />
        <RowFiles name="channels" rows={rows} columns={CHANNEL_FILE} />
        {may("channels.manage") && <Button primary onClick={() => setEdited("new")} data-testid="channel-new"><Icon name="plus" />{t("channels.new")}</Button>}
        {rows?.some((channel) => !channel.enabled) && <Badge tone="warn" icon="pause">{t("channels.someOff")}</Badge>}
      </Tools>
      {rows && <Rows rows={rows} sites={sites} onEdit={setEdited} />}
      {answer.isPending && <div className="space-y-3"><Skeletons count={3} className="h-16" label={t("channels.loading")} /></div>}
      {answer.isError && !rows && <Failure error={answer.error} what={t("channels.all")} onRetry={() => void answer.refetch()} />}
      {edited && <ChannelDialog channel={edited === "new" ? null : edited} onClose={() => setEdited(null)} />}
    </>
  );
}
