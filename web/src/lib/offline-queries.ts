/** What tills did without the server, as the API has it. */

import { queryOptions } from "@tanstack/react-query";
import type { components, operations } from "@/api/schema";
import { api, body, keyed } from "./api";
import { pages, recheck, type Filter } from "./queries";

type Asked = operations["list_offline_operations"]["parameters"]["query"];
export type OfflineOperation = components["schemas"]["OfflineOperation"];
export type OfflineDevice = components["schemas"]["OfflineDevice"];

const REFRESH_MS = 30_000;
const ON_A_PAGE = 50;

export const offlineOperations = (site: string, filter: Filter) =>
  pages<OfflineOperation>({
    key: ["offline-operations", site, JSON.stringify(filter)], everyMs: REFRESH_MS,
    page: (cursor, signal) => body(api.GET("/api/v1/sites/{site}/offline-operations", { params: { path: { site }, query: { ...(filter as Asked), cursor, limit: ON_A_PAGE } }, signal })),
  });

export const offlineDevices = (site: string) =>
  queryOptions({
    queryKey: ["offline-devices", site], refetchInterval: recheck(REFRESH_MS),
    queryFn: ({ signal }) => body(api.GET("/api/v1/sites/{site}/offline-devices", { params: { path: { site } }, signal })),
  });

export const resolveOffline = (site: string, operation_id: string, resolution: string, key: string) =>
  body(api.POST("/api/v1/sites/{site}/offline-operations/{operation_id}/resolve", { params: { path: { site, operation_id }, header: keyed(key) }, body: { resolution } }));
