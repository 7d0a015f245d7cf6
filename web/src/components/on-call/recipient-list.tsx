"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { texts } from "@/i18n/language";
import { RECIPIENT_FILE } from "@/lib/list-files";
import { removeRecipient } from "@/lib/on-call-actions";
import { recipients } from "@/lib/on-call-queries";
import type { Recipient } from "@/lib/on-call-types";
import { quietWord, type Names } from "@/lib/on-call-words";
import type { Sites } from "@/lib/use-sites";
import { usePermissions } from "@/session/use-me";
import { DataTable, type Column } from "../data-table";
import { Icon } from "../icon";
import { DocumentName, InUse, RemoveDocument, Where, useMayChange } from "../notifications/document-parts";
import { RowFiles, Tools } from "../table-tools";
import { Button, Empty } from "../ui";
import { Listed, useNames, type ListProps } from "./parts";
import { RecipientDialog } from "./recipient-dialog";

function Contacts({ recipient, names }: { recipient: Recipient; names: Names }) {
  return <ul>{recipient.contacts.map((one) => <li key={`${one.channel} ${one.address}`} className="[overflow-wrap:anywhere]">{names.CHANNEL.get(one.channel) ?? one.channel}{one.address && <span className="text-ink-2">: {one.address}</span>}</li>)}</ul>;
}

function Quiet({ recipient }: { recipient: Recipient }) {
  const t = useTranslations("calls");
  if (recipient.quiet.length === 0) return <span className="text-ink-2">{t("recipient.noQuiet")}</span>;
  return <><ul>{recipient.quiet.map((one, i) => <li key={i}>{quietWord(one)}</li>)}</ul><span className="text-sm text-ink-2">{recipient.time_zone}</span></>;
}

interface Shown {
  sites: Sites;
  names: Names;
  change: (recipient: Recipient) => boolean;
  onEdit: (recipient: Recipient) => void;
}

function columns({ sites, names, change, onEdit }: Shown): readonly Column<Recipient>[] {
  const t = texts("calls");
  const buttons = (one: Recipient) => change(one) && (
    <span className="flex flex-wrap gap-2 md:justify-end">
      <Button onClick={() => onEdit(one)} aria-label={t("editName", { name: one.name })}>{t("edit")}</Button>
      <RemoveDocument document={one} what="recipient" keys={["recipients"]} work={removeRecipient}>{t("recipient.removeHint")}</RemoveDocument>
    </span>
  );
  return [
    { title: t("name"), cell: (one) => <DocumentName document={one} /> },
    { title: t("state"), cell: (one) => <InUse document={one} /> },
    { title: t("recipient.through"), width: "md:w-1/4", cell: (one) => <Contacts recipient={one} names={names} /> },
    { title: t("recipient.quiet"), width: "md:w-1/4", cell: (one) => <Quiet recipient={one} /> },
    { title: t("where"), cell: (one) => <Where document={one} sites={sites} /> },
    { title: "", cell: buttons },
  ];
}

export function RecipientList({ site, sites, where }: ListProps) {
  const t = useTranslations("calls");
  const { may } = usePermissions();
  const names = useNames();
  const change = useMayChange("on_call.manage");
  const answer = useQuery(recipients(site));
  const [edited, setEdited] = useState<Recipient | "new" | null>(null);
  return (
    <>
      <Tools>{where}<RowFiles name="recipients" rows={answer.data?.items} columns={RECIPIENT_FILE} />{may("on_call.manage") && <Button primary onClick={() => setEdited("new")} data-testid="recipient-new"><Icon name="plus" />{t("recipient.new")}</Button>}</Tools>
      <Listed what="recipients" answer={answer}>
        {(rows) => rows.length === 0
          ? <Empty icon="user" title={t("recipient.none")}>{t("recipient.noneHint")}</Empty>
          : <DataTable caption={t("recipient.caption")} columns={columns({ sites, names, change, onEdit: setEdited })} rows={rows} rowId={(one) => one.id} />}
      </Listed>
      {edited && <RecipientDialog recipient={edited === "new" ? null : edited} onClose={() => setEdited(null)} />}
    </>
  );
}
