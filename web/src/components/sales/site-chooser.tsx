"use client";

import { useSearchParams } from "next/navigation";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { texts } from "@/i18n/language";
import type { Operation, Site } from "@/lib/types";
import { useSites } from "@/lib/use-sites";
import { INPUT } from "../form";
import { useFilter } from "../table-tools";
import { Empty, Failure, Skeletons } from "../ui";

interface Props {
  operation: Operation;
  what: string;
  children: (site: Site, chooser: ReactNode) => ReactNode;
}

/** A page about one site: that of the address, else the first of one's own. */
export function ForOneSite({ operation, what, children }: Props) {
  const t = useTranslations("sales");
  const sites = useSites(operation);
  const { set } = useFilter(["site"]);
  const asked = useSearchParams().get("site") ?? "";
  if (sites.error) return <Failure error={sites.error} what={what} onRetry={sites.retry} />;
  if (!sites.known) return <div className="space-y-3"><Skeletons count={3} className="h-24" label={texts("common")("loadingWhat", { what })} /></div>;
  const site = asked ? sites.find(asked) : sites.all[0];
  const chooser = (
    <label className="block print:hidden">
      <span className="sr-only">{t("site")}</span>
      <select value={site?.site_id ?? ""} onChange={(event) => set({ site: event.target.value })} data-testid="site-chooser" className={`${INPUT} w-auto max-w-72 font-semibold`}>
        {!site && <option value="">{t("chooseSite")}</option>}
        {sites.all.map((one) => <option key={one.site_id} value={one.site_id}>{one.name}</option>)}
      </select>
    </label>
  );
  if (site) return <>{children(site, chooser)}</>;
  return <Empty icon="question" title={asked ? t("noSuchSite") : t("noSite")}>{sites.all.length > 0 ? chooser : t("noSiteHint")}</Empty>;
}
