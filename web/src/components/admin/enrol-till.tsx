"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { FormEvent } from "react";
import { useTranslations } from "use-intl";
import { enrolTill } from "@/lib/actions";
import { methods, siteChoices } from "@/lib/session-queries";
import { fieldProblems } from "@/lib/problem";
import { useAction } from "@/lib/use-action";
import { usePermissions } from "@/session/use-me";
import { Dialog, DialogButtons } from "../dialog";
import { FormError, SelectField, Submit, TextField, textOf } from "../form";

/** Makes the browser that shows this a till. */
export function EnrolTill({ onClose }: { onClose: () => void }) {
  const t = useTranslations("people");
  const client = useQueryClient();
  const { may } = usePermissions();
  const present = useQuery(methods()).data?.till;
  const sites = (useQuery(siteChoices()).data?.items ?? []).filter((site) => may("tills.manage", site.site_id));
  const enrol = useAction(enrolTill, {
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ["tills"] });
      void client.invalidateQueries(methods());
      onClose();
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    enrol.mutate({ site: textOf(data, "site"), name: textOf(data, "name") });
  };
  const wrong = fieldProblems(enrol.error);
  return (
    <Dialog title={t("tills.enrolTitle")} onClose={onClose}>
      <form onSubmit={submit} className="space-y-4">
        <p className="text-ink-2">{t("tills.enrolText")}</p>
        {present && <p className="rounded-lg bg-warn-bg px-4 py-3 font-semibold text-warn-ink">{t("tills.present", { till: present.name, site: present.site })}</p>}
        <SelectField label={t("site")} name="site" data-testid="till-site" required defaultValue={sites.length === 1 ? sites[0]?.site_id : ""} key={sites.length} error={wrong.site}>
          <option value="">{t("choose")}</option>
          {sites.map((site) => <option key={site.site_id} value={site.site_id}>{site.name}</option>)}
        </SelectField>
        <TextField label={t("name")} name="name" data-testid="till-name" required maxLength={100} autoCapitalize="words" placeholder={t("tills.example")} error={wrong.name} />
        <FormError error={enrol.error} shown={["site", "name"]} />
        <DialogButtons onCancel={onClose}><Submit busy={enrol.isPending} busyText={t("enrolling")} testId="till-enrol">{t("enrol")}</Submit></DialogButtons>
      </form>
    </Dialog>
  );
}
