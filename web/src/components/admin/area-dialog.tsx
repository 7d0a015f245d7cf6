"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { useTranslations } from "use-intl";
import { putArea } from "@/lib/actions";
import { siteChoices } from "@/lib/session-queries";
import { fieldProblems } from "@/lib/problem";
import { slugOf } from "@/lib/slug";
import type { Area } from "@/lib/types";
import { useAction } from "@/lib/use-action";
import { Dialog, DialogButtons } from "../dialog";
import { CheckField, FormError, Submit, TextField } from "../form";

function SiteChoice({ chosen }: { chosen: readonly string[] }) {
  const t = useTranslations("people");
  const sites = useQuery(siteChoices()).data?.items ?? [];
  const unknown = chosen.filter((id) => !sites.some((site) => site.site_id === id)).map((id) => ({ site_id: id, name: id }));
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1 font-semibold">{t("sites")}</legend>
      <div className="max-h-64 overflow-y-auto rounded-lg border border-line px-3 py-1">
        {[...unknown, ...sites].map((site) => (
          <CheckField key={site.site_id} name="sites" value={site.site_id} defaultChecked={chosen.includes(site.site_id)}
            label={<>{site.name} <span className="text-sm text-ink-2">{site.site_id}</span></>} />
        ))}
        {sites.length === 0 && unknown.length === 0 && <p className="py-2.5 text-ink-2">{t("areas.noSitesYet")}</p>}
      </div>
    </fieldset>
  );
}

/** A new area, or one that exists. */
export function AreaDialog({ area, onClose }: { area: Area | null; onClose: () => void }) {
  const t = useTranslations("people");
  const client = useQueryClient();
  const [name, setName] = useState(area?.name ?? "");
  const save = useAction((body: { id: string; name: string; sites: string[] }) => putArea(body.id, { name: body.name, sites: body.sites }, area?.version), {
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ["areas"] });
      void client.invalidateQueries({ queryKey: ["area-choices"] });
      onClose();
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    save.mutate({ id: area?.area ?? slugOf(name), name: name.trim(), sites: data.getAll("sites").map(String) });
  };
  const wrong = fieldProblems(save.error);
  return (
    <Dialog title={area ? t("areas.one", { name: area.name }) : t("areas.new")} onClose={onClose}>
      <form onSubmit={submit} className="space-y-4">
        <TextField label={t("name")} name="name" data-testid="area-name" value={name} onChange={(event) => setName(event.target.value)} required maxLength={100} autoCapitalize="words" error={wrong.name}
          hint={area ? undefined : slugOf(name) && t.rich("areas.id", { id: slugOf(name), c: (words) => <code className="font-semibold">{words}</code> })} />
        <SiteChoice chosen={area?.sites ?? []} />
        <FormError error={save.error} shown={["name"]} />
        <DialogButtons onCancel={onClose}><Submit busy={save.isPending} busyText={t("saving")} testId="area-save">{t("save")}</Submit></DialogButtons>
      </form>
    </Dialog>
  );
}
