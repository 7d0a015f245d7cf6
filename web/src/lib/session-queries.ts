/** How one comes in here, and where one may work, with its cache key. */

import { queryOptions } from "@tanstack/react-query";
import { api, body } from "./api";

interface Page<T> { items: T[]; next_cursor: string }

/** A list to choose from is whole, however many pages the service makes of it. */
export async function whole<T>(page: (query: { limit: number; cursor: string }) => Promise<Page<T>>): Promise<{ items: T[] }> {
  const items: T[] = [];
  let cursor = "";
  do {
    const found = await page({ limit: 500, cursor });
    items.push(...found.items);
    cursor = found.next_cursor;
  } while (cursor);
  return { items };
}

export const methods = () =>
  queryOptions({ queryKey: ["methods"], queryFn: ({ signal }) => body(api.GET("/api/v1/auth/methods", { signal })), staleTime: 60_000 });

export const tillCashiers = () =>
  queryOptions({ queryKey: ["till-cashiers"], queryFn: ({ signal }) => body(api.GET("/api/v1/auth/till", { signal })), staleTime: 60_000 });

export const mySessions = () => queryOptions({ queryKey: ["my-sessions"], queryFn: ({ signal }) => body(api.GET("/api/v1/me/sessions", { signal })) });

export const siteChoices = () =>
  queryOptions({
    queryKey: ["site-choices"], staleTime: 60_000,
    queryFn: ({ signal }) => whole((query) => body(api.GET("/api/v1/sites", { params: { query }, signal }))),
  });
