"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { removeChannel } from "@/lib/notification-actions";
import { channels } from "@/lib/notification-queries";
import type { Channel } from "@/lib/notification-types";
import { CHANNEL_KINDS, SECRETS, channelLeads, ownAddress } from "@/lib/notification-words";
import { useSites, type Sites } from "@/lib/use-sites";
import { usePermissions } from "@/session/use-me";
import { DataTable, type Column } from "../data-table";
import { Icon } from "../icon";
import { SiteFilter } from "../sales/parts";
import { Tools, useFilter } from "../table-tools";
import { Badge, Button, Empty, Failure, Skeletons } from "../ui";
import { ChannelDialog } from "./channel-dialog";
import { Changed, DocumentName, InUse, RemoveDocument, Where, useMayChange } from "./document-parts";
import { TestChannel } from "./test-channel";

function Kind({ channel }: { channel: Channel }) {
  const { word, icon } = CHANNEL_KINDS[channel.config.kind];
  return <span className="inline-flex items-center gap-2 whitespace-nowrap"><Icon name={icon} className="size-5 text-ink-2" />{word}</span>;
}

function Leads({ channel }: { channel: Channel }) {
  const own = ownAddress(channel);
  const secret = SECRETS[channel.config.kind];
  return (
    <>
      <span className="[overflow-wrap:anywhere]">{channelLeads(channel)}</span>
      {own && <span className="block text-sm text-ink-2 [overflow-wrap:anywhere]">By itself to {own}</span>}
      <span className="block text-sm text-ink-2">At most {channel.per_minute} a minute{secret && (channel.has_secret ? " · secret kept" : " · without a secret")}</span>
    </>
  );
}

function columns(sites: Sites, change: (channel: Channel) => boolean, onEdit: (channel: Channel) => void): readonly Column<Channel>[] {
  const buttons = (channel: Channel) => change(channel) && (
    <span className="flex flex-wrap gap-2 md:justify-end">
      <TestChannel channel={channel} />
      <Button onClick={() => onEdit(channel)} aria-label={`Edit ${channel.name}`}>Edit</Button>
      <RemoveDocument document={channel} what="channel" keys={["channels", "notifications"]} work={removeChannel}>What waits in it is not told any more. It is refused while a recipient or an escalation policy names it.</RemoveDocument>
    </span>
  );
  return [
    { title: "Name", cell: (channel) => <DocumentName document={channel} /> },
    { title: "Kind", cell: (channel) => <Kind channel={channel} /> },
    { title: "State", cell: (channel) => <InUse document={channel} /> },
    { title: "Leads to", width: "md:w-1/4", cell: (channel) => <Leads channel={channel} /> },
    { title: "Where", cell: (channel) => <Where document={channel} sites={sites} /> },
    { title: "Changed", width: "max-xl:hidden", cell: (channel) => <Changed document={channel} /> },
    { title: "", cell: buttons },
  ];
}

interface RowsProps {
  rows: readonly Channel[];
  sites: Sites;
  onEdit: (channel: Channel) => void;
}

function Rows({ rows, sites, onEdit }: RowsProps) {
  const change = useMayChange("channels.manage");
  if (rows.length === 0) return <Empty icon="mail" title="No channels">Without a channel, a recipient and an escalation policy nobody is told of an alert.</Empty>;
  return <DataTable caption="Channels" columns={columns(sites, change, onEdit)} rows={rows} rowId={(channel) => channel.id} />;
}

export function ChannelList() {
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
        {may("channels.manage") && <Button primary onClick={() => setEdited("new")} data-testid="channel-new"><Icon name="plus" />New channel</Button>}
        {rows?.some((channel) => !channel.enabled) && <Badge tone="warn" icon="pause">Some are switched off</Badge>}
      </Tools>
      {rows && <Rows rows={rows} sites={sites} onEdit={setEdited} />}
      {answer.isPending && <div className="space-y-3"><Skeletons count={3} className="h-16" label="Loading the channels" /></div>}
      {answer.isError && !rows && <Failure error={answer.error} what="The channels" onRetry={() => void answer.refetch()} />}
      {edited && <ChannelDialog channel={edited === "new" ? null : edited} onClose={() => setEdited(null)} />}
    </>
  );
}
