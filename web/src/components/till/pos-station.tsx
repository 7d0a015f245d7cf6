"use client";

import { Suspense, type ReactNode } from "react";
import { useTranslations } from "use-intl";
import { clock } from "@/lib/format";
import type { Shift } from "@/lib/selling-types";
import type { Site } from "@/lib/types";
import { useLiveScope } from "@/live/live-provider";
import { useControllerSeed, usePumpSeed, useStopSeed } from "@/live/seed";
import { DialogCorner } from "../dialog";
import { SmallStopButton, StopButton, StoppedNotice, useEmergencyStop } from "../emergency-stop";
import { Notices } from "../notices";
import { StationLink } from "../offline/link-badge";
import { TillSwitch } from "../till-switch";
import { PosFrame } from "./pos-frame";
import { PosMenu } from "./pos-menu";
import { TillLock } from "./views";

const TYPES = ["pump.state", "pump.running", "pump.transaction", "controller.connection", "sale.changed", "sale.refunded", "shift.changed", "price.changed", "payment.changed"] as const;

interface Props {
  site: Site;
  shift: Shift | null;
  otherSites: boolean;
  children: ReactNode;
}

function Heading({ site, shift }: Pick<Props, "site" | "shift">) {
  const t = useTranslations("pos");
  if (!shift) return <p className="truncate text-lg font-bold">{site.name}</p>;
  return (
    <>
      <h1 className="min-w-0 truncate text-lg leading-6 font-bold">{shift.till}<span className="font-normal"> · {site.name}</span></h1>
      <p className="truncate text-sm text-white/85 max-sm:ml-auto max-sm:shrink-0">{t("bar.since", { cashier: shift.cashier, time: clock(shift.opened_at, site.time_zone).slice(0, 5) })}</p>
    </>
  );
}

/** The till at a station, live. The emergency stop is in the bar and in the corner of every dialog: one press, wherever the cashier is. */
export function PosStation({ site, shift, otherSites, children }: Props) {
  useLiveScope([site.site_id], TYPES, true);
  usePumpSeed(site);
  useControllerSeed(site);
  useStopSeed(site.site_id);
  const stop = useEmergencyStop(site);
  const aside = <><StationLink /><TillSwitch /><Suspense><TillLock /></Suspense><PosMenu otherSites={otherSites} />{stop && <StopButton onPress={stop.press} className="shrink-0 max-sm:gap-1.5 max-sm:px-2 max-sm:text-sm!" />}</>;
  return (
    <>
      <DialogCorner value={stop && <SmallStopButton onPress={stop.press} />}>
        <PosFrame heading={<Heading site={site} shift={shift} />} aside={aside}>
          <StoppedNotice site={site} />
          <Notices site={site} />
          {children}
        </PosFrame>
      </DialogCorner>
      {stop?.list}
    </>
  );
}
