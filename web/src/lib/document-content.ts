/** What of a channel, recipient, rota or policy is sent back when it is changed. Pure. */

import type { Channel, ChannelConfig, ChannelContent, ChannelKind, ConfigOf } from "./notification-types";
import { SECRETS } from "./notification-words";
import type { Policy, Recipient, Rota, RotaContent } from "./on-call-types";
import { hourWord } from "./on-call-words";

/** Without its name, its sites and whether it is in use, which every form asks in the same way. */
type Body<T> = Omit<T, "name" | "sites" | "enabled">;

export type ChannelBody = Required<Body<ChannelContent>>;
export type RecipientBody = Pick<Recipient, "time_zone" | "user_id" | "contacts" | "quiet">;
export type RotaBody = Required<Body<RotaContent>>;
export type PolicyBody = Pick<Policy, "severities" | "rules" | "steps" | "repeat_every_s" | "repeats" | "tell_end">;

const FRESH: { [K in ChannelKind]: ConfigOf<K> } = {
  EMAIL: { kind: "EMAIL", host: "", port: 587, security: "STARTTLS", username: "", sender: "", to: "" },
  SMS: { kind: "SMS", url: "", encoding: "JSON", to_field: "to", text_field: "text", extra: {}, header: "Authorization", to: "" },
  WEBHOOK: { kind: "WEBHOOK", url: "" },
  MQTT: { kind: "MQTT", display_s: 300, sounder_from: "CRITICAL" },
  WEB_PUSH: { kind: "WEB_PUSH", contact: "" },
  APPRISE: { kind: "APPRISE" },
};

export function freshConfig(kind: ChannelKind): ChannelConfig {
  return FRESH[kind];
}

export function channelBody(channel: Channel | null): ChannelBody {
  return channel ? { per_minute: channel.per_minute, config: channel.config } : { per_minute: 60, config: freshConfig("EMAIL") };
}

/** A secret that was not typed is left out: the server keeps the one that it has. */
export function withSecret(config: ChannelConfig, secret: string): ChannelConfig {
  const name = SECRETS[config.kind];
  return name && secret ? { ...config, [name]: secret } : config;
}

/** What a secret is sent to: it is typed again when that changes. A webhook signs with it and does not send it. */
function place(config: ChannelConfig): string {
  if (config.kind === "EMAIL") return [config.kind, config.host, config.port, config.security].join(" ");
  return config.kind === "SMS" ? [config.kind, config.url, config.header].join(" ") : config.kind;
}

/** Whether the secret that is kept would go elsewhere than before. */
export function movesAway(before: ChannelConfig | undefined, config: ChannelConfig): boolean {
  return before !== undefined && place(before) !== place(config);
}

export function recipientBody(recipient: Recipient | null, zone: string): RecipientBody {
  if (!recipient) return { time_zone: zone, user_id: "", contacts: [{ channel: "", address: "" }], quiet: [] };
  const quiet = recipient.quiet.map(({ hours, up_to }) => ({ up_to, hours: { ...hours, start: hourWord(hours.start), end: hourWord(hours.end) } }));
  return { time_zone: recipient.time_zone, user_id: recipient.user_id, contacts: recipient.contacts, quiet };
}

export function rotaBody(rota: Rota | null, zone: string, today: string): RotaBody {
  if (!rota) return { time_zone: zone, members: [], first_day: today, handover: "09:00", turn_days: 7 };
  return { time_zone: rota.time_zone, members: rota.members, first_day: rota.first_day, handover: hourWord(rota.handover), turn_days: rota.turn_days };
}

export function policyBody(policy: Policy | null): PolicyBody {
  if (!policy) return { severities: [], rules: [], steps: [{ after_s: 0, targets: [{ kind: "ROTA", id: "" }] }], repeat_every_s: 3600, repeats: 0, tell_end: true };
  const { severities, rules, steps, repeat_every_s, repeats, tell_end } = policy;
  return { severities, rules, steps, repeat_every_s, repeats, tell_end };
}

/** "tank_*, site_dark" as the API takes it. */
export function rulesOf(text: string): string[] {
  return [...new Set(text.split(/[\s,;]+/).filter(Boolean))];
}

/** Minutes of a form as whole seconds; what is no number becomes -1, which the server refuses by its field. */
export function minutesAsSeconds(minutes: string): number {
  const value = Number(minutes);
  return minutes.trim() === "" || Number.isNaN(value) ? -1 : Math.round(value * 60);
}

/** Messages by field, where the server names the kind of a channel in the path: `config.EMAIL.host` is `host`. */
export function configProblems(problems: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(problems).map(([field, message]) => [field.replace(/^config\.(?:[A-Z_]+\.)?/, ""), message]));
}
