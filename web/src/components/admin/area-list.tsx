"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { deleteArea } from "@/lib/actions";
import { areas } from "@/lib/identity-queries";
import type { Area } from "@/lib/types";
import { useAction } from "@/lib/use-action";
import { usePermissions } from "@/session/use-me";
import { DataTable, type Column } from "../data-table";
import { Confirm } from "../dialog";
import { Icon } from "../icon";
import { AdministrationTabs, PageHead } from "../page-head";
import { Paged } from "../paged";
import { ListFiles } from "../table-tools";
import { Button, Empty } from "../ui";
import { AreaDialog } from "./area-dialog";

function Delete({ area }: { area: Area }) {
  const client = useQueryClient();
  const remove = useAction((id: string) => deleteArea(id), { onSuccess: () => client.invalidateQueries({ queryKey: ["areas"] }) });
  return (
    <Confirm text="Delete" title={`Delete the area ${area.name}?`} busy={remove.isPending} error={remove.error} onConfirm={(close) => remove.mutate(area.area, { onSuccess: close })} onClosed={remove.reset}>
      Its sites stay as they are. It is refused while somebody has a role in this area.
    </Confirm>
  );
}

function columns(manage: boolean, onEdit: (area: Area) => void): readonly Column<Area>[] {
  return [
    { title: "Name", cell: (area) => <><span className="font-semibold">{area.name}</span><span className="block text-sm text-ink-2">{area.area}</span></> },
    { title: "Sites", width: "md:w-1/2", cell: (area) => (area.sites.length > 0 ? area.sites.join(", ") : <span className="text-ink-2">none</span>) },
    ...(manage ? [{ title: "", cell: (area: Area) => <span className="flex flex-wrap gap-2 md:justify-end"><Button onClick={() => onEdit(area)} aria-label={`Edit ${area.name}`}>Edit</Button><Delete area={area} /></span> }] : []),
  ];
}

export function AreaList() {
  const { mayEverywhere } = usePermissions();
  const manage = mayEverywhere("areas.manage");
  const [edited, setEdited] = useState<Area | "new" | null>(null);
  const file = [{ title: "area", value: (area: Area) => area.area }, { title: "name", value: (area: Area) => area.name }, { title: "sites", value: (area: Area) => area.sites.join("; ") }];
  const create = manage && <Button primary onClick={() => setEdited("new")} data-testid="area-new"><Icon name="plus" />New area</Button>;
  return (
    <>
      <AdministrationTabs />
      <PageHead title="Areas" aside={<><ListFiles name="areas" query={areas()} columns={file} />{create}</>}>Groups of sites: a role given in an area holds at each of its sites.</PageHead>
      <Paged what="Areas" query={areas()} empty={<Empty icon="map" title="No areas yet">An area gathers the sites that one person looks after.</Empty>}>
        {(rows) => <DataTable caption="Areas" columns={columns(manage, setEdited)} rows={rows} rowId={(area) => area.area} />}
      </Paged>
      {edited && <AreaDialog area={edited === "new" ? null : edited} onClose={() => setEdited(null)} />}
    </>
  );
}
