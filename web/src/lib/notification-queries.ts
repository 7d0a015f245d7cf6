/** What the screens of notifications ask, with its cache key. */

import { queryOptions } from "@tanstack/react-query";
import type { operations } from "@/api/schema";
import { api, body } from "./api";
import { pages, recheck, type Filter } from "./queries";

type Asked = operations["list_notifications"]["parameters"]["query"];

const LOG_REFRESH_MS = 10_000;
const WAITING_MS = 3000;
const CHANNELS_REFRESH_MS = 60_000;
const ON_A_PAGE = 50;

/** The filters come from the address: the API says what is wrong with them. */
function feed(name: string, filter: Filter, limit: number, everyMs: number | false) {
  return pages({
    key: [name, JSON.stringify(filter)], everyMs,
    page: (cursor, signal) => body(api.GET("/api/v1/notifications", { params: { query: { ...(filter as Asked), cursor, limit } }, signal })),
  });
}

export const notifications = (filter: Filter) => feed("notifications", filter, ON_A_PAGE, LOG_REFRESH_MS);
/** All of them, for a file. */
export const notificationFile = (filter: Filter) => feed("notification-file", filter, 200, false);

export const notification = (notification_id: string) =>
  queryOptions({
    queryKey: ["notification", notification_id],
    queryFn: ({ signal }) => body(api.GET("/api/v1/notifications/{notification_id}", { params: { path: { notification_id } }, signal })),
    refetchInterval: (query) => recheck(query.state.data?.state === "WAITING" ? WAITING_MS : false)(query),
  });

/** Those of the site and those of every site; without a site all that the person may see. */
export const channels = (site = "") =>
  queryOptions({
    queryKey: ["channels", site], refetchInterval: recheck(CHANNELS_REFRESH_MS),
    queryFn: ({ signal }) => body(api.GET("/api/v1/notification-channels", { params: { query: { site } }, signal })),
  });
