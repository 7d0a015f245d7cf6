"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { texts } from "@/i18n/language";
import { deleteArea } from "@/lib/actions";
import { areas } from "@/lib/identity-queries";
import type { Area } from "@/lib/types";
import { useAction } from "@/lib/use-action";
import { usePlaceNames } from "@/lib/use-place-names";
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
  const t = useTranslations("people");
  const client = useQueryClient();
  const remove = useAction((id: string) => deleteArea(id), { onSuccess: () => client.invalidateQueries({ queryKey: ["areas"] }) });
  return (
    <Confirm text={t("areas.delete")} title={t("areas.deleteAsk", { name: area.name })} busy={remove.isPending} error={remove.error} onConfirm={(close) => remove.mutate(area.area, { onSuccess: close })} onClosed={remove.reset}>
      {t("areas.deleteText")}
    </Confirm>
  );
}

function columns(manage: boolean, siteName: (id: string) => string, onEdit: (area: Area) => void): readonly Column<Area>[] {
  const t = texts("people");
  return [
    { title: t("name"), cell: (area) => <><span className="font-semibold">{area.name}</span><span className="block text-sm text-ink-2">{area.area}</span></> },
    { title: t("sites"), width: "md:w-1/2", cell: (area) => (area.sites.length > 0 ? area.sites.map(siteName).join(", ") : <span className="text-ink-2">{t("areas.noSites")}</span>) },
    ...(manage ? [{ title: "", cell: (area: Area) => <span className="flex flex-wrap gap-2 md:justify-end"><Button onClick={() => onEdit(area)} aria-label={t("areas.editThis", { name: area.name })}>{t("areas.edit")}</Button><Delete area={area} /></span> }] : []),
  ];
}

export function AreaList() {
  const t = useTranslations("people");
  const { mayEverywhere } = usePermissions();
  const names = usePlaceNames();
  const manage = mayEverywhere("areas.manage");
  const [edited, setEdited] = useState<Area | "new" | null>(null);
  const file = [{ title: "area", value: (area: Area) => area.area }, { title: "name", value: (area: Area) => area.name }, { title: "sites", value: (area: Area) => area.sites.join("; ") }];
  const create = manage && <Button primary onClick={() => setEdited("new")} data-testid="area-new"><Icon name="plus" />{t("areas.new")}</Button>;
  return (
    <>
      <AdministrationTabs />
      <PageHead title={t("areas.title")} aside={<><ListFiles name="areas" query={areas()} columns={file} />{create}</>}>{t("areas.intro")}</PageHead>
      <Paged what={t("areas.title")} query={areas()} empty={<Empty icon="map" title={t("areas.none")}>{t("areas.noneHint")}</Empty>}>
        {(rows) => <DataTable caption={t("areas.title")} columns={columns(manage, names.site, setEdited)} rows={rows} rowId={(area) => area.area} />}
      </Paged>
      {edited && <AreaDialog area={edited === "new" ? null : edited} onClose={() => setEdited(null)} />}
    </>
  );
}
