"use client";

import type { Draft } from "@/lib/rule-draft";
import { useSites } from "@/lib/use-sites";
import { usePermissions } from "@/session/use-me";
import { INPUT, Labelled, SelectField } from "../form";
import { SiteChoice } from "../site-choice";
import type { PartProps } from "./rule-basics";

/** Sites, and hours of the week there. */
export function RuleWhere({ draft, wrong, onChange }: PartProps) {
  const { mayEverywhere } = usePermissions();
  const sites = useSites("alert_rules.manage");
  return (
    <div className="grid grid-cols-1 gap-6 sm:grid-cols-2">
      <SiteChoice sites={sites} mayEverywhere={mayEverywhere("alert_rules.manage")} everywhere={draft.everywhere} chosen={draft.sites} error={wrong.sites} onChange={(everywhere, chosen) => onChange({ everywhere, sites: chosen })} />
      <div className="space-y-4">
        <SelectField label="When it looks" value={draft.apply} data-testid="rule-apply" onChange={(event) => onChange({ apply: event.target.value as Draft["apply"] })}>
          <option value="">At any time</option><option value="inside">Only within these hours</option><option value="outside">Only outside of these hours</option>
        </SelectField>
        {draft.apply && (
          <Labelled label="Hours" hint="One line for each, in the site's own time: Mon–Fri 06:00–22:00, or Daily 22:00–06:00." error={wrong.hours}>
            {(wiring) => <textarea {...wiring} value={draft.hours} rows={3} data-testid="rule-hours" onChange={(event) => onChange({ hours: event.target.value })} className={`${INPUT} py-2.5`} />}
          </Labelled>
        )}
      </div>
    </div>
  );
}
