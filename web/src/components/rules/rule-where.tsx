"use client";

import { useTranslations } from "use-intl";
import type { Draft } from "@/lib/rule-draft";
import { useSites } from "@/lib/use-sites";
import { usePermissions } from "@/session/use-me";
import { INPUT, Labelled, SelectField } from "../form";
import { SiteChoice } from "../site-choice";
import type { PartProps } from "./rule-basics";

/** Sites, and hours of the week there. */
export function RuleWhere({ draft, wrong, onChange }: PartProps) {
  const t = useTranslations("alerts");
  const { mayEverywhere } = usePermissions();
  const sites = useSites("alert_rules.manage");
  return (
    <div className="grid grid-cols-1 gap-6 sm:grid-cols-2">
      <SiteChoice sites={sites} mayEverywhere={mayEverywhere("alert_rules.manage")} everywhere={draft.everywhere} chosen={draft.sites} error={wrong.sites} onChange={(everywhere, chosen) => onChange({ everywhere, sites: chosen })} />
      <div className="space-y-4">
        <SelectField label={t("rule.whenLooks")} value={draft.apply} data-testid="rule-apply" onChange={(event) => onChange({ apply: event.target.value as Draft["apply"] })}>
          <option value="">{t("rule.anyTime")}</option><option value="inside">{t("rule.within")}</option><option value="outside">{t("rule.outside")}</option>
        </SelectField>
        {draft.apply && (
          <Labelled label={t("rule.hours")} hint={t("rule.hoursHint")} error={wrong.hours}>
            {(wiring) => <textarea {...wiring} value={draft.hours} rows={3} data-testid="rule-hours" onChange={(event) => onChange({ hours: event.target.value })} className={`${INPUT} py-2.5`} />}
          </Labelled>
        )}
      </div>
    </div>
  );
}
