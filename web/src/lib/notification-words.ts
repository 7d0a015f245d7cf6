/** Notifications and the ways they go in words. Pure. */

import type { IconName } from "@/components/icon";
import { texts } from "@/i18n/language";
import type { Messages } from "@/i18n/messages";
import { lookTable, wordTable } from "@/i18n/tables";
import { inLine } from "./alert-words";
import { NONE, number } from "./format";
import type { Attempt, Channel, ChannelKind, Notification } from "./notification-types";
import type { Look } from "./selling-words";
import type { Severity } from "./types";

type Plain = Omit<Look, "word">;

export const NOTIFICATION_STATES: Record<Notification["state"], Look> = lookTable<Notification["state"], Plain>({
  WAITING: { tone: "warn", icon: "refresh" },
  SENT: { tone: "ok", icon: "check" },
  FAILED: { tone: "bad", icon: "warning" },
  CANCELLED: { tone: "muted", icon: "cross" },
}, (key) => texts("calls")(`notifications.stateIs.${key}`));

export const NEWS: Record<Notification["news"], string> = wordTable(["RAISED", "REMINDED", "ENDED", "TEST"] as const, (key) => texts("calls")(`notifications.news.${key}`));

export const OUTCOMES: Record<Attempt["outcome"], Look> = lookTable<Attempt["outcome"], Plain>({
  RUNNING: { tone: "info", icon: "refresh" },
  SENT: { tone: "ok", icon: "check" },
  RETRY: { tone: "warn", icon: "warning" },
  REFUSED: { tone: "bad", icon: "cross" },
}, (key) => texts("calls")(`notifications.outcome.${key}`));

interface KindLook {
  word: string;
  icon: IconName;
}

export const CHANNEL_KINDS: Record<ChannelKind, KindLook> = lookTable<ChannelKind, Omit<KindLook, "word">>({
  EMAIL: { icon: "mail" },
  SMS: { icon: "phone" },
  WEBHOOK: { icon: "link" },
  MQTT: { icon: "sound" },
  WEB_PUSH: { icon: "bell" },
  APPRISE: { icon: "swap" },
}, (key) => texts("calls")(`channels.word.${key}`));

/** What a channel of the kind is. */
export function kindMeans(kind: ChannelKind): string {
  return texts("calls")(`channels.means.${kind}`);
}

/** A severity as it stands inside a sentence. */
export function graveWord(severity: Severity): string {
  return texts("calls")(`grave.${severity}`);
}

/** Whether a test, or a person, needs an address of their own there. */
export function takesAddress(kind: ChannelKind): boolean {
  return kind === "EMAIL" || kind === "SMS";
}

/** Kinds that take a secret. */
export const SECRETS: Partial<Record<ChannelKind, string>> = { EMAIL: "password", SMS: "credential", WEBHOOK: "secret", APPRISE: "url" };

function host(url: string): string {
  return URL.canParse(url) ? new URL(url).host : url;
}

function displayLeads(seconds: string, from: Severity | null): string {
  const t = texts("calls");
  return from === null ? t("channels.leads.display", { seconds }) : t("channels.leads.sounder", { seconds, severity: graveWord(from) });
}

/** Where a channel leads, in a few words; its secrets are not known here. */
export function channelLeads({ config }: Pick<Channel, "config">): string {
  const t = texts("calls");
  switch (config.kind) {
    case "EMAIL": return t("channels.leads.email", { host: config.host, port: String(config.port), sender: config.sender });
    case "SMS": return host(config.url);
    case "WEBHOOK": return host(config.url);
    case "MQTT": return displayLeads(String(config.display_s), config.sounder_from);
    case "WEB_PUSH": return t("channels.leads.contact", { address: config.contact });
    case "APPRISE": return t("channels.leads.hidden");
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
  return address.startsWith("push/") ? texts("calls")("notifications.aDevice") : address;
}

/** What the alerts service writes down when no server answers: words of its own, of its libraries and of the operating system. */
const FAILURES: readonly (readonly [RegExp, keyof Messages["calls"]["notifications"]["failure"]])[] = [
  [/\[SSL\b/, "notSecure"],
  [/\[Errno 110\]|^(TimeoutError$|Timed out|no answer in time|no answer: \w+Timeout)/, "noAnswer"],
  [/\[Errno (32|104)\]|^(Connection lost|Server not connected|no answer: (Read|Write|RemoteProtocol)Error)/, "brokenOff"],
  [/\[Errno \d+\]|^(Error connecting|no address answers|no answer: ConnectError)/, "noConnection"],
  [/^the name of the server is not known/, "unknownName"],
  [/^the server is in a network that channels may not reach/, "notReachable"],
  [/^too late to be of use/, "tooLate"],
];

/** In words; what a server said itself stays as it came. */
export function failureWord(said: string): string {
  const means = FAILURES.find(([pattern]) => pattern.test(said))?.[1];
  return means ? texts("calls")(`notifications.failure.${means}`) : said;
}

/** What came of an attempt: what it means, then what was said where that is something else. */
export function attemptLines({ outcome, detail }: Pick<Attempt, "outcome" | "detail">): string[] {
  const means = outcome === "SENT" ? detail : failureWord(detail);
  return [means, detail].filter((line, i) => line !== "" && (i === 0 || line.toLowerCase() !== means.toLowerCase()));
}

/** What came of a test, in a sentence. */
export function testWords({ state, last_error }: Pick<Notification, "state" | "last_error">): string {
  const t = texts("calls");
  if (state === "SENT") return t("channels.test.sent");
  if (state === "WAITING") return t("channels.test.waiting");
  const why = failureWord(last_error);
  return t("channels.test.failed", { why: (why === last_error ? why : inLine(why)) || t("channels.test.refused") }).replace(/\.{2,}$/, ".");
}
