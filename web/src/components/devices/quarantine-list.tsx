"use client";

import { localFullStamp, localStamp } from "@/lib/format";
import { bytes, payloadText } from "@/lib/payload";
import { QUARANTINE_FILE } from "@/lib/list-files";
import { quarantine } from "@/lib/site-queries";
import type { QuarantinedMessage } from "@/lib/types";
import { useSites, type Sites } from "@/lib/use-sites";
import { DataTable, type Column } from "../data-table";
import { EquipmentTabs, PageHead } from "../page-head";
import { Paged } from "../paged";
import { SiteFilter } from "../sales/parts";
import { ListFiles, Tools, useFilter } from "../table-tools";
import { Badge, Empty } from "../ui";

function Payload({ message }: { message: QuarantinedMessage }) {
  if (message.payload_size === 0) return <span className="text-ink-2">empty</span>;
  return (
    <details>
      <summary className="inline-flex min-h-9 items-center font-semibold text-accent underline">{bytes(message.payload_size)}</summary>
      <p className="text-sm text-ink-2">{message.content_type || "no content type"}</p>
      <pre className="mt-1 max-h-60 overflow-auto rounded bg-sunken p-3 text-sm whitespace-pre-wrap [overflow-wrap:anywhere]">{payloadText(message.payload_base64)}</pre>
    </details>
  );
}

function columns(sites: Sites): readonly Column<QuarantinedMessage>[] {
  return [
    { title: "Received", cell: (message) => <time dateTime={message.received_at} title={localFullStamp(message.received_at)} data-testid={`quarantined-${message.quarantine_id}`} className="whitespace-nowrap">{localStamp(message.received_at)}</time> },
    { title: "Site", cell: (message) => <span className="font-semibold">{message.site ? sites.name(message.site) : "–"}</span> },
    { title: "Reason", width: "md:w-1/4", cell: (message) => <><Badge tone="warn" icon="warning">{message.reason}</Badge><span className="mt-1 block text-sm text-ink-2 [overflow-wrap:anywhere]">{message.detail}</span></> },
    { title: "Topic", cell: (message) => <code className="text-sm [overflow-wrap:anywhere]">{message.topic}</code> },
    { title: "Payload", width: "md:w-1/3", cell: (message) => <Payload message={message} /> },
  ];
}

/** `/quarantine?site=…` */
export function QuarantineList() {
  const sites = useSites("quarantine.read");
  const { filter, set } = useFilter(["site"]);
  const query = quarantine(filter);
  return (
    <>
      <EquipmentTabs />
      <PageHead title="Quarantine">Messages that could not be read, or that contradict their topic or certificate. They block nothing; the next ones passed.</PageHead>
      <Tools>
        <SiteFilter sites={sites} value={filter.site ?? ""} onChange={(site) => set({ site })} />
        <ListFiles name="quarantine" query={query} columns={QUARANTINE_FILE} />
      </Tools>
      <Paged what="Quarantine" query={query} empty={<Empty icon="check" title="Nothing in quarantine">Every message that came in could be read.</Empty>}>
        {(rows) => <DataTable caption="Quarantined messages, newest first" columns={columns(sites)} rows={rows} rowId={(message) => message.quarantine_id} />}
      </Paged>
    </>
  );
}
