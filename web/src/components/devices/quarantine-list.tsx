"use client";

import { useTranslations } from "use-intl";
import { texts } from "@/i18n/language";
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
  const t = useTranslations("people");
  if (message.payload_size === 0) return <span className="text-ink-2">{t("quarantine.empty")}</span>;
  return (
    <details>
      <summary className="inline-flex min-h-9 items-center font-semibold text-accent underline">{bytes(message.payload_size)}</summary>
      <p className="text-sm text-ink-2">{message.content_type || t("quarantine.noType")}</p>
      <pre className="mt-1 max-h-60 overflow-auto rounded bg-sunken p-3 text-sm whitespace-pre-wrap [overflow-wrap:anywhere]">{payloadText(message.payload_base64)}</pre>
    </details>
  );
}

function columns(sites: Sites): readonly Column<QuarantinedMessage>[] {
  const t = texts("people");
  return [
    { title: t("quarantine.received"), cell: (message) => <time dateTime={message.received_at} title={localFullStamp(message.received_at)} data-testid={`quarantined-${message.quarantine_id}`} className="whitespace-nowrap">{localStamp(message.received_at)}</time> },
    { title: t("site"), cell: (message) => <span className="font-semibold">{message.site ? sites.name(message.site) : "–"}</span> },
    { title: t("quarantine.reason"), width: "md:w-1/4", cell: (message) => <><Badge tone="warn" icon="warning">{message.reason}</Badge><span className="mt-1 block text-sm text-ink-2 [overflow-wrap:anywhere]">{message.detail}</span></> },
    { title: t("quarantine.topic"), cell: (message) => <code className="text-sm [overflow-wrap:anywhere]">{message.topic}</code> },
    { title: t("quarantine.payload"), width: "md:w-1/3", cell: (message) => <Payload message={message} /> },
  ];
}

/** `/quarantine?site=…` */
export function QuarantineList() {
  const t = useTranslations("people");
  const sites = useSites("quarantine.read");
  const { filter, set } = useFilter(["site"]);
  const query = quarantine(filter);
  return (
    <>
      <EquipmentTabs />
      <PageHead title={t("quarantine.title")}>{t("quarantine.intro")}</PageHead>
      <Tools>
        <SiteFilter sites={sites} value={filter.site ?? ""} onChange={(site) => set({ site })} />
        <ListFiles name="quarantine" query={query} columns={QUARANTINE_FILE} />
      </Tools>
      <Paged what={t("quarantine.title")} query={query} empty={<Empty icon="check" title={t("quarantine.none")}>{t("quarantine.noneHint")}</Empty>}>
        {(rows) => <DataTable caption={t("quarantine.caption")} columns={columns(sites)} rows={rows} rowId={(message) => message.quarantine_id} />}
      </Paged>
    </>
  );
}
