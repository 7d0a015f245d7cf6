/** Every question the screens ask the API, with its cache key. */

import { queryOptions, type InfiniteData, type QueryClient, type UseInfiniteQueryOptions } from "@tanstack/react-query";
import { api, body } from "./api";
import { isOver } from "./problem";
import type { Page } from "./types";

const AFTER_ERROR_MS = 8000;

/** Asks again at this interval, and soon after a failure in any case. */
export function recheck(everyMs: number | false) {
  return (query: { state: { status: string } }) => (query.state.status === "error" ? AFTER_ERROR_MS : everyMs);
}

/** Who reads far back is not disturbed, and asks for no hundred pages each time that something happens. */
const FRESH_PAGES = 3;

/** Whether what is shown of a list is its beginning. */
export function isFresh(query: { state: { data?: unknown } }): boolean {
  const { pages } = (query.state.data ?? {}) as { pages?: readonly unknown[] };
  return !Array.isArray(pages) || pages.length <= FRESH_PAGES;
}

export const me = () =>
  queryOptions({
    queryKey: ["me"], queryFn: ({ signal }) => body(api.GET("/api/v1/me", { signal })), staleTime: 60_000,
    refetchInterval: (query) => !isOver(query.state.error) && recheck(false)(query),
  });

export type PagedQuery<T> = UseInfiniteQueryOptions<Page<T>, Error, InfiniteData<Page<T>>, readonly string[], string>;
export type Filter = Record<string, string>;

interface Paging<T> {
  key: readonly string[];
  page: (cursor: string, signal: AbortSignal) => Promise<Page<T>>;
  everyMs?: number | false;
}

export function pages<T>({ key, page, everyMs = false }: Paging<T>): PagedQuery<T> {
  return {
    queryKey: key,
    queryFn: ({ pageParam, signal }) => page(pageParam, signal),
    initialPageParam: "",
    refetchInterval: recheck(everyMs),
    getNextPageParam: (page: Page<T>) => page.next_cursor || undefined,
  };
}

const LIVE_STALE_MS = 30_000;

const ofSite = (site: string) => ({ path: { site } });

export const site = (id: string) =>
  queryOptions({ queryKey: ["site", id], queryFn: ({ signal }) => body(api.GET("/api/v1/sites/{site}", { params: { path: { site: id } }, signal })) });

export const pumps = (id: string) =>
  queryOptions({
    queryKey: ["live", "pumps", id], queryFn: ({ signal }) => body(api.GET("/api/v1/sites/{site}/pumps", { params: ofSite(id), signal })), staleTime: LIVE_STALE_MS,
  });

export const controller = (id: string) =>
  queryOptions({
    queryKey: ["live", "controller", id], queryFn: ({ signal }) => body(api.GET("/api/v1/sites/{site}/controller", { params: ofSite(id), signal })), staleTime: LIVE_STALE_MS,
  });

/** After a `reset`, or a connection that cannot be continued, everything shown live is asked for again. */
export function reloadLive(client: QueryClient): void {
  void client.invalidateQueries({ queryKey: ["live"] });
  void client.invalidateQueries({ queryKey: ["series"] });
}
