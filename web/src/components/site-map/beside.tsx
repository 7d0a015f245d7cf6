"use client";

import Link from "next/link";
import { useTranslations } from "use-intl";
import { number } from "@/lib/format";
import { configurationPath, sitePath } from "@/lib/navigation";
import { SITE_STATES, healthOf, stateOf } from "@/lib/network-health";
import type { Site } from "@/lib/types";
import { usePermissions } from "@/session/use-me";
import { Mark } from "./marks";
import { useStateWords, type Health } from "./markers";

const MOST = 100;

function Row({ site, health, hot, onHot }: { site: Site } & Health) {
  const words = useStateWords();
  const of = healthOf(health, site.site_id);
  return (
    <li onPointerEnter={() => onHot(site.site_id)} onPointerLeave={() => onHot(null)} className={hot === site.site_id ? "bg-sunken" : ""}>
      <Link href={sitePath(site.site_id)} prefetch={false} onFocus={() => onHot(site.site_id)} onBlur={() => onHot(null)} data-testid={`site-${site.site_id}`} className="flex min-h-14 items-center gap-3 px-4 py-2 hover:bg-sunken focus-visible:-outline-offset-3">
        <Mark state={stateOf(of)} className="size-7" />
        <span className="min-w-0"><span className="block truncate font-semibold">{site.name}</span><span className="block truncate text-sm text-ink-2">{words(of)}</span></span>
      </Link>
    </li>
  );
}

/** The sites of the part of the map that is seen, the worst first. */
export function SeenList({ sites, total, ...of }: { sites: readonly Site[]; total: number } & Health) {
  const t = useTranslations("sites");
  const rank = (site: Site) => SITE_STATES.indexOf(stateOf(healthOf(of.health, site.site_id)));
  const sorted = [...sites].sort((one, other) => rank(one) - rank(other) || one.name.localeCompare(other.name));
  return (
    <section aria-labelledby="seen-sites" className="flex min-h-0 flex-col rounded-xl border border-line bg-surface print:border-0">
      <h2 id="seen-sites" className="border-b border-line px-4 py-3 font-bold">{t("map.seen", { count: number(sites.length), total: number(total) })}</h2>
      {sites.length === 0 && <p className="px-4 py-3 text-ink-2">{t("map.nothingHere")}</p>}
      <ul className="min-h-0 divide-y divide-line overflow-y-auto">{sorted.slice(0, MOST).map((site) => <Row key={site.site_id} site={site} {...of} />)}</ul>
      {sorted.length > MOST && <p className="border-t border-line px-4 py-3 text-sm text-ink-2">{t("map.andMore", { count: number(sorted.length - MOST) })}</p>}
    </section>
  );
}

/** Who is on no map, and how to put them there. */
export function Unplaced({ sites }: { sites: readonly Site[] }) {
  const t = useTranslations("sites");
  const { may } = usePermissions();
  if (sites.length === 0) return null;
  return (
    <section aria-labelledby="unplaced" className="rounded-xl border border-line bg-surface px-4 py-3">
      <h2 id="unplaced" className="font-bold">{t("map.unplaced", { count: sites.length })}</h2>
      <p className="mb-2 text-sm text-ink-2">{t("map.unplacedHint")}</p>
      <ul className="flex flex-wrap gap-x-4">
        {sites.slice(0, MOST).map((site) => (
          <li key={site.site_id}><Link href={may("sites.configure", site.site_id) ? configurationPath(site.site_id) : sitePath(site.site_id)} prefetch={false} className="inline-flex min-h-8 items-center font-semibold text-accent hover:underline">{site.name}</Link></li>
        ))}
      </ul>
    </section>
  );
}

/** What the forms and colours mean. */
export function Legend() {
  const t = useTranslations("sites");
  return (
    <ul aria-label={t("map.legend")} className="flex flex-wrap gap-x-5 gap-y-1 text-sm text-ink-2">
      {SITE_STATES.map((state) => <li key={state} className="flex items-center gap-1.5"><Mark state={state} className="size-5" />{t(`map.worst.${state}`)}</li>)}
    </ul>
  );
}
