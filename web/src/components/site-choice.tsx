"use client";

import { useId } from "react";
import { useTranslations } from "use-intl";
import type { Sites } from "@/lib/use-sites";
import { CheckField } from "./form";
import { Icon } from "./icon";

interface Props {
  sites: Sites;
  /** Whether "every site" is offered. */
  mayEverywhere: boolean;
  everywhere: boolean;
  chosen: readonly string[];
  error?: string;
  onChange: (everywhere: boolean, chosen: readonly string[]) => void;
}

/** Every site, or some of them. */
export function SiteChoice({ sites, mayEverywhere, everywhere, chosen, error, onChange }: Props) {
  const t = useTranslations("common");
  const id = useId();
  const unknown = chosen.filter((site) => !sites.find(site)).map((site) => ({ site_id: site, name: site }));
  const toggle = (site: string, on: boolean) => onChange(false, on ? [...chosen, site] : chosen.filter((one) => one !== site));
  return (
    <fieldset className="min-w-0" aria-describedby={error && id}>
      <legend className="mb-1 font-semibold">{t("siteChoice.sites")}</legend>
      {(mayEverywhere || everywhere) && <CheckField label={t("siteChoice.every")} checked={everywhere} disabled={!mayEverywhere} data-testid="every-site" onChange={(event) => onChange(event.target.checked, event.target.checked ? [] : chosen)} />}
      {!everywhere && (
        <div className="max-h-64 overflow-y-auto rounded-lg border border-line px-3 py-1">
          {[...unknown, ...sites.all].map((site) => <CheckField key={site.site_id} label={site.name} checked={chosen.includes(site.site_id)} data-testid={`site-${site.site_id}`} onChange={(event) => toggle(site.site_id, event.target.checked)} />)}
          {sites.known && sites.all.length === 0 && unknown.length === 0 && <p className="py-2.5 text-ink-2">{t("siteChoice.none")}</p>}
        </div>
      )}
      {error && <p id={id} className="mt-1 flex items-start gap-1.5 text-sm font-semibold text-bad-ink"><Icon name="warning" className="mt-0.5 size-4" />{error}</p>}
    </fieldset>
  );
}
