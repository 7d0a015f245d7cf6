/** What is asked and changed about the devices that are told of alerts by Web Push. */

import { queryOptions } from "@tanstack/react-query";
import type { components } from "@/api/schema";
import { api, body, keyed } from "./api";

export type PushDevice = components["schemas"]["PushSubscription"];
export type NewPushDevice = components["schemas"]["NewPushSubscription"];

export const pushDevices = () =>
  queryOptions({ queryKey: ["push-devices"], queryFn: ({ signal }) => body(api.GET("/api/v1/push-subscriptions", { signal })) });

/** What a browser subscribes with; 409 where the platform has none. */
export const pushKey = () =>
  queryOptions({ queryKey: ["push-key"], staleTime: Infinity, retry: false, queryFn: ({ signal }) => body(api.GET("/api/v1/push-subscriptions/key", { signal })) });

export const addPushDevice = (asked: NewPushDevice, key: string) => body(api.POST("/api/v1/push-subscriptions", { params: { header: keyed(key) }, body: asked }));
export const removePushDevice = (subscription_id: string) => body(api.DELETE("/api/v1/push-subscriptions/{subscription_id}", { params: { path: { subscription_id } } }));
