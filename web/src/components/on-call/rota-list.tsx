"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { texts } from "@/i18n/language";
import { ROTA_FILE } from "@/lib/list-files";
import { removeRota } from "@/lib/on-call-actions";
import { rotas } from "@/lib/on-call-queries";
import type { Rota } from "@/lib/on-call-types";
import { turnsWord, type Names } from "@/lib/on-call-words";
import type { Sites } from "@/lib/use-sites";
import { usePermissions } from "@/session/use-me";
import { DataTable, type Column } from "../data-table";
import { Icon } from "../icon";
import { InUse, RemoveDocument, Where, useMayChange } from "../notifications/document-parts";
import { LINK } from "../sales/parts";
import { RowFiles, Tools } from "../table-tools";
import { Button, Empty } from "../ui";
import { Listed, rotaPath, useNames, type ListProps } from "./parts";
import { RotaDialog } from "./rota-dialog";

/** Its stand-ins go with it. */
export function RemoveRota({ rota, onRemoved }: { rota: Rota; onRemoved?: () => void }) {
  const t = useTranslations("calls");
  return <RemoveDocument document={rota} what="rota" keys={["rotas"]} work={removeRota} onRemoved={onRemoved}>{t("rota.removeHint")}</RemoveDocument>;
}

interface Shown {
  sites: Sites;
  names: Names;
  change: (rota: Rota) => boolean;
  onEdit: (rota: Rota) => void;
}

function columns({ sites, names, change, onEdit }: Shown): readonly Column<Rota>[] {
  const t = texts("calls");
  const buttons = (one: Rota) => change(one) && <span className="flex flex-wrap gap-2 md:justify-end"><Button onClick={() => onEdit(one)} aria-label={t("editName", { name: one.name })}>{t("edit")}</Button><RemoveRota rota={one} /></span>;
  return [
    { title: t("name"), cell: (one) => <><Link href={rotaPath(one.id)} data-testid={`rota-${one.id}`} className={LINK}>{one.name}</Link><span className="block text-sm text-ink-2">{one.id}</span></> },
    { title: t("state"), cell: (one) => <InUse document={one} /> },
    { title: t("who"), width: "md:w-1/4", cell: (one) => one.members.map((id) => names.RECIPIENT.get(id) ?? id).join(", ") },
    { title: t("rota.turns"), width: "md:w-1/4", cell: (one) => <>{turnsWord(one)}<span className="block text-sm text-ink-2">{one.time_zone}</span></> },
    { title: t("where"), cell: (one) => <Where document={one} sites={sites} /> },
    { title: "", cell: buttons },
  ];
}

export function RotaList({ site, sites, where }: ListProps) {
  const t = useTranslations("calls");
  const { may } = usePermissions();
  const names = useNames();
  const change = useMayChange("on_call.manage");
  const answer = useQuery(rotas(site));
  const [edited, setEdited] = useState<Rota | "new" | null>(null);
  return (
    <>
      <Tools>{where}<RowFiles name="rotas" rows={answer.data?.items} columns={ROTA_FILE} />{may("on_call.manage") && <Button primary onClick={() => setEdited("new")} data-testid="rota-new"><Icon name="plus" />{t("rota.list.new")}</Button>}</Tools>
      <Listed what="rotas" answer={answer}>
        {(rows) => rows.length === 0
          ? <Empty icon="users" title={t("rota.list.none")}>{t("rota.list.noneHint")}</Empty>
          : <DataTable caption={t("rota.list.caption")} columns={columns({ sites, names, change, onEdit: setEdited })} rows={rows} rowId={(one) => one.id} />}
      </Listed>
      {edited && <RotaDialog rota={edited === "new" ? null : edited} onClose={() => setEdited(null)} />}
    </>
  );
}
