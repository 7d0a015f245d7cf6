"use client";

/** Asks REST for what a site shows and puts it under the live values. */

import { useQuery, type UseQueryResult } from "@tanstack/react-query";
import { useEffect } from "react";
import { controller as controllerQuery, pumps as pumpsQuery } from "@/lib/queries";
import { openSales, pumpsSaid } from "@/lib/till-queries";
import type { Pump, Site } from "@/lib/types";
import { useLiveParts } from "./live-provider";

export function usePumpSeed(site: Site, enabled = true): UseQueryResult<{ items: Pump[] }> {
  const { store } = useLiveParts();
  const id = site.site_id;
  const pumps = useQuery({ ...pumpsQuery(id), enabled });
  useEffect(() => {
    if (pumps.data) store.seedPumps(id, pumps.data.items, site.currency);
  }, [store, id, site.currency, pumps.data]);
  return pumps;
}

export function useControllerSeed(site: Site, enabled = true): UseQueryResult {
  const { store } = useLiveParts();
  const id = site.site_id;
  const controller = useQuery({ ...controllerQuery(id), enabled });
  useEffect(() => {
    if (controller.data) store.seedController(id, controller.data);
  }, [store, id, controller.data]);
  return controller;
}

/** What an emergency stop holds, also since before we listened. */
export function useStopSeed(site: string): void {
  const { store } = useLiveParts();
  const said = useQuery(pumpsSaid(site)).data;
  useEffect(() => {
    if (said) store.seedPumpsSaid(site, said.items);
  }, [store, site, said]);
}

/** The sales that are not over; only for who may read sales. */
export function useSaleSeed(site: string, enabled = true): UseQueryResult {
  const { store } = useLiveParts();
  const sales = useQuery({ ...openSales(site, () => store.saleMark()), enabled });
  useEffect(() => {
    if (sales.data) store.seedSales(site, sales.data.items, sales.data.asked);
  }, [store, site, sales.data]);
  return sales;
}
