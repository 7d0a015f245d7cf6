"use client";

import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { stock } from "@/lib/site-queries";
import type { Site, TankStock } from "@/lib/types";
import { usePermissions } from "@/session/use-me";

/** By the number of the tank; empty until it is known. */
export function useStock(site: Site, enabled = true): ReadonlyMap<number, TankStock> {
  const { may } = usePermissions();
  const items = useQuery({ ...stock(site.site_id), enabled: enabled && site.tanks.length > 0 && may("telemetry.read", site.site_id) }).data?.items;
  return useMemo(() => new Map(items?.map((one) => [one.tank, one])), [items]);
}
