/** Names for the shapes of what is told of alerts, and of the ways it goes. Secrets are in what is sent only, never in what comes back. */

import type { components } from "@/api/schema";

type Schemas = components["schemas"];

export type Notification = Schemas["Notification"];
export type NotificationDetail = Schemas["NotificationDetail"];
export type Attempt = Schemas["DeliveryAttempt"];
export type Channel = Schemas["NotificationChannel"];
export type ChannelContent = Schemas["ChannelContent"];
export type ChannelConfig = ChannelContent["config"];
export type ChannelKind = ChannelConfig["kind"];
/** Of one kind. */
export type ConfigOf<K extends ChannelKind> = Extract<ChannelConfig, { kind: K }>;

export type DocumentKind = "channel" | "policy" | "recipient" | "rota";

/** What channels, recipients, rotas and policies have in common. */
export type Kept = Pick<Channel, "id" | "name" | "sites" | "enabled" | "version" | "changed_at" | "changed_by">;
