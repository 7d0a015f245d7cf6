"use client";

import { useQuery } from "@tanstack/react-query";
import { usePermissions } from "@/session/use-me";
import { areaChoices } from "./identity-queries";
import type { PlaceNames } from "./roles";
import { siteChoices } from "./session-queries";

/** Names of sites and areas; the id of what the person does not see. */
export function usePlaceNames(): PlaceNames {
  const { may } = usePermissions();
  const sites = useQuery({ ...siteChoices(), enabled: may("sites.read") }).data?.items ?? [];
  const areas = useQuery({ ...areaChoices(), enabled: may("areas.read") }).data?.items ?? [];
  return {
    site: (id) => sites.find((one) => one.site_id === id)?.name ?? id,
    area: (id) => areas.find((one) => one.area === id)?.name ?? id,
  };
}
