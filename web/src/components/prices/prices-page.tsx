"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { list } from "@/lib/format";
import { prices as pricesQuery } from "@/lib/selling-queries";
import type { SitePrices } from "@/lib/selling-types";
import type { Site } from "@/lib/types";
import { usePermissions } from "@/session/use-me";
import { Icon } from "../icon";
import { PageHead, SellingTabs } from "../page-head";
import { ForOneSite } from "../sales/site-chooser";
import { PrintButton } from "../table-tools";
import { Button, Failure, Skeletons, TONE } from "../ui";
import { InForce } from "./in-force";
import { PriceHistory, Upcoming } from "./price-sets";
import { PumpConfirmations } from "./pump-confirmations";
import { ResendButton } from "./resend-button";
import { ScheduleDialog } from "./schedule-dialog";
import { Sign } from "./sign";

/** What stops the site from selling. */
function Warnings({ site, prices }: { site: Site; prices: SitePrices }) {
  const t = useTranslations("trade");
  if (!prices.in_force) return <p role="alert" className={`mb-5 flex items-center gap-3 rounded-xl px-5 py-3 font-semibold ${TONE.bad}`}><Icon name="warning" className="size-6" />{t("prices.noPrices")}</p>;
  if (prices.unconfirmed_pumps.length === 0) return null;
  return (
    <div role="alert" data-testid="unconfirmed" className={`mb-5 flex flex-wrap items-center gap-x-4 gap-y-3 rounded-xl px-5 py-3 ${TONE.bad}`}>
      <Icon name="warning" className="size-6" />
      <p className="min-w-0 flex-1 basis-64"><strong>{t("prices.unconfirmed", { count: prices.unconfirmed_pumps.length, pumps: list(prices.unconfirmed_pumps.map(String)), set: String(prices.in_force.number) })}</strong> {t("prices.unconfirmedHint")}</p>
      <ResendButton site={site.site_id} pump={0} text={t("prices.sendNow")} />
    </div>
  );
}

function Body({ site, prices }: { site: Site; prices: SitePrices }) {
  return (
    <>
      <Warnings site={site} prices={prices} />
      <div className="grid grid-cols-1 items-start gap-6 lg:grid-cols-2">
        <InForce site={site} set={prices.in_force} />
        <Sign site={site} sign={prices.sign} inForce={prices.in_force} />
      </div>
      <div className="mt-6 grid grid-cols-1 gap-6">
        <Upcoming site={site} prices={prices} />
        <PumpConfirmations site={site} pumps={prices.pumps} />
        <PriceHistory site={site} />
      </div>
    </>
  );
}

function OfSite({ site }: { site: Site }) {
  const t = useTranslations("trade");
  const answer = useQuery(pricesQuery(site.site_id));
  if (answer.data) return <Body site={site} prices={answer.data} />;
  if (answer.isError) return <Failure error={answer.error} what={t("prices.the")} onRetry={() => void answer.refetch()} />;
  return <div className="grid gap-6 lg:grid-cols-2"><Skeletons count={4} className="h-44" label={t("prices.loading")} /></div>;
}

function Schedule({ site }: { site: Site }) {
  const t = useTranslations("trade");
  const known = useQuery(pricesQuery(site.site_id)).data;
  const { may } = usePermissions();
  const [open, setOpen] = useState(false);
  if (!may("prices.manage", site.site_id)) return null;
  return (
    <>
      <Button primary disabled={!known} onClick={() => setOpen(true)} data-testid="price-new"><Icon name="plus" />{t("prices.new")}</Button>
      {open && known && <ScheduleDialog site={site} prices={known} onClose={() => setOpen(false)} />}
    </>
  );
}

/** `/prices?site=…` */
export function PricesPage() {
  const t = useTranslations("trade");
  return (
    <>
      <SellingTabs />
      <ForOneSite operation="prices.read" what={t("prices.the")}>
        {(site, chooser) => (
          <>
            <PageHead title={t("prices.title")} aside={<>{chooser}<PrintButton /><Schedule key={site.site_id} site={site} /></>}>{t("prices.intro")}</PageHead>
            <OfSite key={site.site_id} site={site} />
          </>
        )}
      </ForOneSite>
    </>
  );
}
