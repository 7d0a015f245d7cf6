"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import { SEVERITIES } from "@/lib/alert-words";
import { deviceName } from "@/lib/format";
import type { AlertRule, Override } from "@/lib/rule-types";
import { overrideWords } from "@/lib/rule-words";
import type { Sites } from "@/lib/use-sites";
import { usePermissions } from "@/session/use-me";
import { INPUT } from "../form";
import { Icon } from "../icon";
import { Section } from "../sales/parts";
import { Button } from "../ui";
import { OverrideDialog } from "./override-dialog";

function Otherwise({ override, rule }: { override: Override; rule: AlertRule }) {
  const t = useTranslations("alerts");
  const words = overrideWords(override, rule.when).join(", ") || t("rule.asRuleSays", { value: SEVERITIES[rule.severity].word });
  const device = override.device ? deviceName(override.device) : t("rule.allDevices");
  return <li className="text-ink-2 [overflow-wrap:anywhere]">{t.rich("rule.deviceIs", { b: (name) => <span className="font-semibold text-ink">{name}</span>, device, words })}</li>;
}

interface SiteProps {
  site: string;
  rule: AlertRule;
  sites: Sites;
  onEdit: (() => void) | null;
}

function AtSite({ site, rule, sites, onEdit }: SiteProps) {
  const t = useTranslations("alerts");
  return (
    <li className="flex flex-wrap items-start justify-between gap-3 py-3 first:pt-0 last:pb-0">
      <div className="min-w-0 flex-1 basis-52">
        <p className="font-bold">{sites.name(site)}</p>
        <ul>{rule.overrides.filter((one) => one.site === site).map((one) => <Otherwise key={one.device} override={one} rule={rule} />)}</ul>
      </div>
      {onEdit && <Button onClick={onEdit} aria-label={t("rule.editAt", { site: sites.name(site) })}>{t("rule.edit")}</Button>}
    </li>
  );
}

function AddAtSite({ choices, onChoose }: { choices: Sites["all"]; onChoose: (site: string) => void }) {
  const t = useTranslations("alerts");
  const [site, setSite] = useState("");
  if (choices.length === 0) return null;
  return (
    <div className="mt-4 flex flex-wrap items-center gap-3 print:hidden">
      <label className="block min-w-0">
        <span className="sr-only">{t("rule.anotherSite")}</span>
        <select value={site} data-testid="override-site" onChange={(event) => setSite(event.target.value)} className={`${INPUT} w-auto max-w-full`}>
          <option value="">{t("rule.chooseSite")}</option>
          {choices.map((one) => <option key={one.site_id} value={one.site_id}>{one.name}</option>)}
        </select>
      </label>
      <Button disabled={site === ""} onClick={() => onChoose(site)} data-testid="override-add"><Icon name="plus" />{t("rule.otherThere")}</Button>
    </div>
  );
}

/** What is otherwise at some sites; each is changed by whoever manages rules there. */
export function RuleOverrides({ rule, sites }: { rule: AlertRule; sites: Sites }) {
  const t = useTranslations("alerts");
  const { may } = usePermissions();
  const [edited, setEdited] = useState<string | null>(null);
  const there = [...new Set(rule.overrides.map((one) => one.site))];
  const manages = (site: string) => may("alert_rules.manage", site);
  const choices = sites.all.filter(({ site_id }) => manages(site_id) && !there.includes(site_id) && (rule.sites.length === 0 || rule.sites.includes(site_id)));
  return (
    <Section id="overrides-title" title={t("rule.otherAtSites")}>
      {there.length === 0 && <p className="text-ink-2">{t("rule.same")}</p>}
      <ul className="divide-y divide-line">
        {there.map((site) => <AtSite key={site} site={site} rule={rule} sites={sites} onEdit={manages(site) ? () => setEdited(site) : null} />)}
      </ul>
      <AddAtSite choices={choices} onChoose={setEdited} />
      {edited && <OverrideDialog rule={rule} site={edited} siteName={sites.name(edited)} onClose={() => setEdited(null)} />}
    </Section>
  );
}
