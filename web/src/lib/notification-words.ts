/** Notifications and the ways they go in words. Pure. */

import type { IconName } from "@/components/icon";
import { NONE, number } from "./format";
import type { Attempt, Channel, ChannelKind, Notification } from "./notification-types";
import type { Look } from "./selling-words";

export const NOTIFICATION_STATES: Record<Notification["state"], Look> = {
  WAITING: { word: "Waiting", tone: "warn", icon: "refresh" },
  SENT: { word: "Sent", tone: "ok", icon: "check" },
  FAILED: { word: "Given up", tone: "bad", icon: "warning" },
  CANCELLED: { word: "Not needed", tone: "muted", icon: "cross" },
};

export const NEWS: Record<Notification["news"], string> = { RAISED: "Raised", REMINDED: "Reminder", ENDED: "Over", TEST: "Test" };

export const OUTCOMES: Record<Attempt["outcome"], Look> = {
  RUNNING: { word: "No answer known yet", tone: "info", icon: "refresh" },
  SENT: { word: "Taken by the other side", tone: "ok", icon: "check" },
  RETRY: { word: "Failed, tried again", tone: "warn", icon: "warning" },
  REFUSED: { word: "Refused for good", tone: "bad", icon: "cross" },
};

interface KindWords {
  word: string;
  icon: IconName;
  means: string;
}

export const CHANNEL_KINDS: Record<ChannelKind, KindWords> = {
  EMAIL: { word: "E-mail", icon: "mail", means: "Through a mail server" },
  SMS: { word: "SMS", icon: "phone", means: "Through a gateway for short messages" },
  WEBHOOK: { word: "Webhook", icon: "link", means: "A signed request to a server of yours" },
  MQTT: { word: "Forecourt display", icon: "sound", means: "The display and sounder at the site of the alert" },
  WEB_PUSH: { word: "Web Push", icon: "bell", means: "Browsers and phones that people have subscribed" },
  APPRISE: { word: "Apprise", icon: "swap", means: "Any service that Apprise knows, by its address" },
};

/** Whether a test, or a person, needs an address of their own there. */
export function takesAddress(kind: ChannelKind): boolean {
  return kind === "EMAIL" || kind === "SMS";
}

/** Kinds that take a secret. */
export const SECRETS: Partial<Record<ChannelKind, string>> = { EMAIL: "password", SMS: "credential", WEBHOOK: "secret", APPRISE: "url" };

function host(url: string): string {
  return URL.canParse(url) ? new URL(url).host : url;
}

/** Where a channel leads, in a few words; its secrets are not known here. */
export function channelLeads({ config }: Pick<Channel, "config">): string {
  switch (config.kind) {
    case "EMAIL": return `${config.host}, port ${config.port}, from ${config.sender}`;
    case "SMS": return host(config.url);
    case "WEBHOOK": return host(config.url);
    case "MQTT": return `${config.display_s} s on the display, ${config.sounder_from === null ? "never with the sounder" : `sounder from ${config.sounder_from.toLowerCase()}`}`;
    case "WEB_PUSH": return `contact ${config.contact}`;
    case "APPRISE": return "an address that is not shown";
  }
}

/** Where a channel goes when it is told itself; empty: only people are told through it. */
export function ownAddress({ config }: Pick<Channel, "config">): string {
  return config.kind === "EMAIL" || config.kind === "SMS" ? config.to : "";
}

/** Whether an escalation policy may name the channel itself. */
export function tellsItself(channel: Pick<Channel, "config">): boolean {
  const { kind } = channel.config;
  return kind !== "WEB_PUSH" && (!takesAddress(kind) || ownAddress(channel) !== "");
}

/** "640 ms", "4.2 s". */
export function tookWord(ms: number | null): string {
  if (ms === null) return NONE;
  return ms < 1000 ? `${ms} ms` : `${number(ms / 1000, 1)} s`;
}

/** Whom it was told: a name if there is one, else the address, else the channel itself. */
export function toldWord({ recipient, address, channel }: Pick<Notification, "recipient" | "address" | "channel">, name: (recipient: string) => string): string {
  if (recipient) return name(recipient);
  return address && !address.startsWith("push/") ? address : channel;
}

/** An address as a person reads it; empty where there is nothing to read. */
export function addressWord(address: string): string {
  return address.startsWith("push/") ? "a subscribed device" : address;
}

/** What came of a test, in a sentence. */
export function testWords({ state, last_error }: Pick<Notification, "state" | "last_error">): string {
  if (state === "SENT") return "The test went out. Look whether it has arrived.";
  if (state === "WAITING") return "The test is under way: look at it in the log in a moment.";
  return `The test did not go out: ${last_error || "the other side refused it"}.`.replace(/\.{2,}$/, ".");
}
