"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { prices as pricesQuery } from "@/lib/selling-queries";
import type { SitePrices } from "@/lib/selling-types";
import type { Site } from "@/lib/types";
import { usePermissions } from "@/session/use-me";
import { Icon } from "../icon";
import { PageHead, SellingTabs } from "../page-head";
import { ForOneSite } from "../sales/site-chooser";
import { Button, Failure, Skeletons, TONE } from "../ui";
import { InForce } from "./in-force";
import { PriceHistory, Upcoming } from "./price-sets";
import { PumpConfirmations } from "./pump-confirmations";
import { ResendButton } from "./resend-button";
import { ScheduleDialog } from "./schedule-dialog";
import { Sign } from "./sign";

function list(pumps: readonly number[]): string {
  return pumps.length === 1 ? `Pump ${pumps[0]} has` : `Pumps ${pumps.slice(0, -1).join(", ")} and ${pumps.at(-1)} have`;
}

/** What stops the site from selling. */
function Warnings({ site, prices }: { site: Site; prices: SitePrices }) {
  if (!prices.in_force) return <p role="alert" className={`mb-5 flex items-center gap-3 rounded-xl px-5 py-3 font-semibold ${TONE.bad}`}><Icon name="warning" className="size-6" />No prices are in force: nothing can be sold at this site. Schedule a price set.</p>;
  if (prices.unconfirmed_pumps.length === 0) return null;
  return (
    <div role="alert" data-testid="unconfirmed" className={`mb-5 flex flex-wrap items-center gap-x-4 gap-y-3 rounded-xl px-5 py-3 ${TONE.bad}`}>
      <Icon name="warning" className="size-6" />
      <p className="min-w-0 flex-1 basis-64"><strong>{list(prices.unconfirmed_pumps)} not confirmed price set {prices.in_force.number}.</strong> What is not confirmed is closed for sale; it is tried again by itself.</p>
      <ResendButton site={site.site_id} pump={0} text="Send again now" />
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
  const answer = useQuery(pricesQuery(site.site_id));
  if (answer.data) return <Body site={site} prices={answer.data} />;
  if (answer.isError) return <Failure error={answer.error} what="The prices" onRetry={() => void answer.refetch()} />;
  return <div className="grid gap-6 lg:grid-cols-2"><Skeletons count={4} className="h-44" label="Loading the prices" /></div>;
}

function Schedule({ site }: { site: Site }) {
  const known = useQuery(pricesQuery(site.site_id)).data;
  const { may } = usePermissions();
  const [open, setOpen] = useState(false);
  if (!may("prices.manage", site.site_id)) return null;
  return (
    <>
      <Button primary disabled={!known} onClick={() => setOpen(true)} data-testid="price-new"><Icon name="plus" />New prices</Button>
      {open && known && <ScheduleDialog site={site} prices={known} onClose={() => setOpen(false)} />}
    </>
  );
}

/** `/prices?site=…` */
export function PricesPage() {
  return (
    <>
      <SellingTabs />
      <ForOneSite operation="prices.read" what="The prices">
        {(site, chooser) => (
          <>
            <PageHead title="Prices" aside={<>{chooser}<Schedule key={site.site_id} site={site} /></>}>What is sold at, what the sign shows, and what each pump has confirmed.</PageHead>
            <OfSite key={site.site_id} site={site} />
          </>
        )}
      </ForOneSite>
    </>
  );
}
