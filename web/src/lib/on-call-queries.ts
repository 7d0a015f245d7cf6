/** What the screens of who is on call ask, with its cache key. */

import { queryOptions } from "@tanstack/react-query";
import { api, body } from "./api";
import { whole } from "./session-queries";
import { recheck } from "./queries";

const REFRESH_MS = 60_000;
const DAY_MS = 86_400_000;

/** Those of the site and those of every site; without a site all that the person may see. */
export const recipients = (site = "") =>
  queryOptions({
    queryKey: ["recipients", site], refetchInterval: recheck(REFRESH_MS),
    queryFn: ({ signal }) => body(api.GET("/api/v1/recipients", { params: { query: { site } }, signal })),
  });

export const rotas = (site = "") =>
  queryOptions({
    queryKey: ["rotas", site], refetchInterval: recheck(REFRESH_MS),
    queryFn: ({ signal }) => body(api.GET("/api/v1/rotas", { params: { query: { site } }, signal })),
  });

export const rota = (rota_id: string) =>
  queryOptions({
    queryKey: ["rota", rota_id], refetchInterval: recheck(REFRESH_MS),
    queryFn: ({ signal }) => body(api.GET("/api/v1/rotas/{rota_id}", { params: { path: { rota_id } }, signal })),
  });

/** From now on, so that the list always begins with who is on call. */
export const duties = (rota_id: string, days: number) =>
  queryOptions({
    queryKey: ["duties", rota_id, String(days)], refetchInterval: recheck(REFRESH_MS),
    queryFn: ({ signal }) => {
      const now = Date.now();
      const query = { start: new Date(now).toISOString(), end: new Date(now + days * DAY_MS).toISOString() };
      return body(api.GET("/api/v1/rotas/{rota_id}/on-call", { params: { path: { rota_id }, query }, signal }));
    },
  });

export const policies = (site = "") =>
  queryOptions({
    queryKey: ["policies", site], refetchInterval: recheck(REFRESH_MS),
    queryFn: ({ signal }) => body(api.GET("/api/v1/escalation-policies", { params: { query: { site } }, signal })),
  });

/** Whose devices Web Push may reach. */
export const userChoices = () =>
  queryOptions({
    queryKey: ["user-choices"], staleTime: REFRESH_MS,
    queryFn: ({ signal }) => whole((query) => body(api.GET("/api/v1/users", { params: { query }, signal }))),
  });
