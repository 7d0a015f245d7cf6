"use client";

/** Asks REST for what a site shows and puts it under the live values. */

import { useQuery, type UseQueryResult } from "@tanstack/react-query";
import { useEffect } from "react";
import * as queries from "@/lib/queries";
import type { Pump, Site, Tank } from "@/lib/types";
import { useLiveParts } from "./live-provider";

export interface Seeds {
  pumps: UseQueryResult<{ items: Pump[] }>;
  tanks: UseQueryResult<{ items: Tank[] }>;
  controller: UseQueryResult;
  alerts: UseQueryResult;
}

export function useSiteSeeds(site: Site, enabled = true): Seeds {
  const { store } = useLiveParts();
  const id = site.site_id;
  const pumps = useQuery({ ...queries.pumps(id), enabled });
  const tanks = useQuery({ ...queries.tanks(id), enabled });
  const controller = useQuery({ ...queries.controller(id), enabled });
  const alerts = useQuery({ ...queries.openAlerts(id, () => store.alertMark()), enabled });
  useEffect(() => {
    if (pumps.data) store.seedPumps(id, pumps.data.items, site.currency);
  }, [store, id, site.currency, pumps.data]);
  useEffect(() => {
    if (tanks.data) store.seedTanks(id, tanks.data.items);
  }, [store, id, tanks.data]);
  useEffect(() => {
    if (controller.data) store.seedController(id, controller.data);
  }, [store, id, controller.data]);
  useEffect(() => {
    if (alerts.data) store.seedAlerts(id, alerts.data.items, alerts.data.asked);
  }, [store, id, alerts.data]);
  return { pumps, tanks, controller, alerts };
}
