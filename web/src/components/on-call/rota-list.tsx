"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useState } from "react";
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
import { Tools } from "../table-tools";
import { Button, Empty } from "../ui";
import { Listed, rotaPath, useNames, type ListProps } from "./parts";
import { RotaDialog } from "./rota-dialog";

/** Its stand-ins go with it. */
export function RemoveRota({ rota, onRemoved }: { rota: Rota; onRemoved?: () => void }) {
  return <RemoveDocument document={rota} what="rota" keys={["rotas"]} work={removeRota} onRemoved={onRemoved}>Its stand-ins go with it. It is refused while an escalation policy names it.</RemoveDocument>;
}

interface Shown {
  sites: Sites;
  names: Names;
  change: (rota: Rota) => boolean;
  onEdit: (rota: Rota) => void;
}

function columns({ sites, names, change, onEdit }: Shown): readonly Column<Rota>[] {
  const buttons = (one: Rota) => change(one) && <span className="flex flex-wrap gap-2 md:justify-end"><Button onClick={() => onEdit(one)} aria-label={`Edit ${one.name}`}>Edit</Button><RemoveRota rota={one} /></span>;
  return [
    { title: "Name", cell: (one) => <><Link href={rotaPath(one.id)} data-testid={`rota-${one.id}`} className={LINK}>{one.name}</Link><span className="block text-sm text-ink-2">{one.id}</span></> },
    { title: "State", cell: (one) => <InUse document={one} /> },
    { title: "Who", width: "md:w-1/4", cell: (one) => one.members.map((id) => names.RECIPIENT.get(id) ?? id).join(", ") },
    { title: "Turns", width: "md:w-1/4", cell: (one) => <>{turnsWord(one)}<span className="block text-sm text-ink-2">{one.time_zone}</span></> },
    { title: "Where", cell: (one) => <Where document={one} sites={sites} /> },
    { title: "", cell: buttons },
  ];
}

export function RotaList({ site, sites, where }: ListProps) {
  const { may } = usePermissions();
  const names = useNames();
  const change = useMayChange("on_call.manage");
  const [edited, setEdited] = useState<Rota | "new" | null>(null);
  return (
    <>
      <Tools>{where}{may("on_call.manage") && <Button primary onClick={() => setEdited("new")} data-testid="rota-new"><Icon name="plus" />New rota</Button>}</Tools>
      <Listed what="rotas" answer={useQuery(rotas(site))}>
        {(rows) => rows.length === 0
          ? <Empty icon="users" title="No rotas">In a rota recipients are on call in turns.</Empty>
          : <DataTable caption="Rotas" columns={columns({ sites, names, change, onEdit: setEdited })} rows={rows} rowId={(one) => one.id} />}
      </Listed>
      {edited && <RotaDialog rota={edited === "new" ? null : edited} onClose={() => setEdited(null)} />}
    </>
  );
}
