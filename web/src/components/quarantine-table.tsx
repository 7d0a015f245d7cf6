"use client";

import { bytes, payloadText, stamp } from "@/lib/format";
import { quarantine } from "@/lib/queries";
import type { QuarantinedMessage } from "@/lib/types";
import { DataTable, type Column } from "./data-table";
import { EquipmentTabs } from "./page-head";
import { Paged } from "./paged";
import { Badge, Empty } from "./ui";

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

const COLUMNS: readonly Column<QuarantinedMessage>[] = [
  { title: "Received", cell: (message) => <span className="whitespace-nowrap">{stamp(message.received_at, Intl.DateTimeFormat().resolvedOptions().timeZone)}</span> },
  { title: "Site", cell: (message) => <span className="font-semibold whitespace-nowrap">{message.site || "–"}</span> },
  { title: "Reason", width: "md:w-1/4", cell: (message) => <><Badge tone="warn" icon="warning">{message.reason}</Badge><span className="mt-1 block text-sm text-ink-2 [overflow-wrap:anywhere]">{message.detail}</span></> },
  { title: "Topic", cell: (message) => <code className="text-sm [overflow-wrap:anywhere]">{message.topic}</code> },
  { title: "Payload", width: "md:w-1/3", cell: (message) => <Payload message={message} /> },
];

export function QuarantineTable() {
  return (
    <>
      <EquipmentTabs />
      <h1 className="text-2xl font-extrabold tracking-tight">Quarantine</h1>
      <p className="mb-4 text-ink-2">Messages that could not be read, or that contradict their topic or certificate.</p>
      <Paged what="Quarantine" query={quarantine()} empty={<Empty icon="check" title="Nothing in quarantine">Every message that came in could be read.</Empty>}>
        {(rows) => <DataTable caption="Quarantined messages, newest first" columns={COLUMNS} rows={rows} rowId={(message) => message.quarantine_id} />}
      </Paged>
    </>
  );
}
