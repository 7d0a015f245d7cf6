"use client";

/** Asks REST for what the dashboard shows of a site and puts it under the live values. */

import { useQuery, type UseQueryResult } from "@tanstack/react-query";
import { useEffect } from "react";
import { openAlerts, tanks as tanksQuery } from "@/lib/site-queries";
import type { Pump, Site, Tank } from "@/lib/types";
import { useLiveParts } from "./live-provider";
import { useControllerSeed, usePumpSeed } from "./seed";

export interface Seeds {
  pumps: UseQueryResult<{ items: Pump[] }>;
  tanks: UseQueryResult<{ items: Tank[] }>;
  controller: UseQueryResult;
  alerts: UseQueryResult;
}

export function useSiteSeeds(site: Site, enabled = true): Seeds {
  const { store } = useLiveParts();
  const id = site.site_id;
  const pumps = usePumpSeed(site, enabled);
  const controller = useControllerSeed(site, enabled);
  const tanks = useQuery({ ...tanksQuery(id), enabled });
  const alerts = useQuery({ ...openAlerts(id, () => store.alertMark()), enabled });
  useEffect(() => {
    if (tanks.data) store.seedTanks(id, tanks.data.items);
  }, [store, id, tanks.data]);
  useEffect(() => {
    if (alerts.data) store.seedAlerts(id, alerts.data.items, alerts.data.asked);
  }, [store, id, alerts.data]);
  return { pumps, tanks, controller, alerts };
}
