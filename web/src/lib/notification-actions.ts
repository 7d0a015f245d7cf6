/** What is asked to change about the ways out of the platform. */

import { api, body, ifStill, keyed } from "./api";
import type { ChannelContent } from "./notification-types";

/** `version` is that of the channel as it was read; none for a new one. A secret that is left out stays. */
export const putChannel = (channel_id: string, asked: ChannelContent, version?: number) =>
  body(api.PUT("/api/v1/notification-channels/{channel_id}", { params: { path: { channel_id }, header: version === undefined ? undefined : ifStill(version) }, body: asked }));
export const removeChannel = (channel_id: string) => body(api.DELETE("/api/v1/notification-channels/{channel_id}", { params: { path: { channel_id } } }));

/** Where a test goes: an empty address is the channel's own, the site is for the displays of forecourts. */
export interface TestWish {
  address: string;
  site: string;
}

/** One attempt, made before it is answered. */
export const testChannel = (channel_id: string, asked: TestWish, key: string) =>
  body(api.POST("/api/v1/notification-channels/{channel_id}/test", { params: { path: { channel_id }, header: keyed(key) }, body: asked }));
