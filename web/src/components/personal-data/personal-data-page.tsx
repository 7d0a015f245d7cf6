"use client";

import { useState, type FormEvent } from "react";
import { useTranslations } from "use-intl";
import { download } from "@/lib/csv";
import { erasePersonalData, exportPersonalData, planErasure, SUBJECTS, type DataSubject } from "@/lib/personal-data-actions";
import { useAction } from "@/lib/use-action";
import { usePermissions } from "@/session/use-me";
import { FormError, SelectField, TextField } from "../form";
import { Icon } from "../icon";
import { AdministrationTabs, PageHead } from "../page-head";
import { Button } from "../ui";
import { Erasure } from "./erasure";

type Found = Awaited<ReturnType<typeof exportPersonalData>>;

function save(found: Found): void {
  download(`personal-data-${found.collected_at.slice(0, 10)}.json`, JSON.stringify(found, null, 2), "application/json");
}

const rowsOf = (found: Found) => found.sections.reduce((sum, section) => sum + section.rows.length, 0);

export function PersonalDataPage() {
  const t = useTranslations("personalData");
  const { mayEverywhere } = usePermissions();
  const [subject, setSubject] = useState<DataSubject>({ kind: "ACCOUNT", value: "" });
  const collected = useAction((of: DataSubject) => exportPersonalData(of), { onSuccess: save });
  const planned = useAction(planErasure);
  const erased = useAction(erasePersonalData);
  const change = (changes: Partial<DataSubject>) => {
    setSubject({ ...subject, ...changes });
    [collected, planned, erased].forEach((action) => action.reset());
  };
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    collected.mutate(subject);
  };
  const look = () => {
    erased.reset();
    planned.mutate(subject);
  };
  const plan = erased.data ?? planned.data;
  const erase = (close: () => void) => plan && erased.mutate({ subject: plan.subject, confirmation: plan.confirmation }, { onSuccess: close });
  return (
    <>
      <AdministrationTabs />
      <PageHead title={t("title")}>{t("intro")}</PageHead>
      <form onSubmit={submit} className="max-w-3xl space-y-4">
        <div className="grid gap-4 sm:grid-cols-2">
          <SelectField label={t("kind")} name="kind" value={subject.kind} onChange={(event) => change({ kind: event.target.value as DataSubject["kind"] })}>
            {SUBJECTS.map((kind) => <option key={kind} value={kind}>{t(`kinds.${kind}`)}</option>)}
          </SelectField>
          <TextField label={t("value")} name="value" required maxLength={254} value={subject.value} onChange={(event) => change({ value: event.target.value })} data-testid="subject" />
        </div>
        <div className="flex flex-wrap gap-3">
          <Button primary type="submit" disabled={collected.isPending} data-testid="export"><Icon name="download" />{collected.isPending ? t("exporting") : t("export")}</Button>
          {mayEverywhere("personal_data.erase") && <Button disabled={planned.isPending || subject.value.trim() === ""} onClick={look} data-testid="plan">{planned.isPending ? t("planning") : t("plan")}</Button>}
        </div>
        {collected.data && <p role="status" data-testid="exported">{t("exported", { rows: rowsOf(collected.data) })}</p>}
        <FormError error={collected.error ?? planned.error} />
      </form>
      {plan && <Erasure plan={plan} done={erased.isSuccess} busy={erased.isPending} error={erased.error} onErase={erase} onClosed={erased.reset} />}
    </>
  );
}
