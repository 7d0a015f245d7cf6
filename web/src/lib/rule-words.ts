/** What rules look at, in words. Pure. */

import { texts } from "@/i18n/language";
import { known, wordTable } from "@/i18n/tables";
import { SEVERITIES } from "./alert-words";
import { secondsText } from "./durations";
import { exactNumber } from "./format";
import { pumpStateWord } from "./ifsf";
import { hoursText } from "./rule-hours";
import type { Limit, Override, Schedule, When, WhenKind } from "./rule-types";

export const KINDS: Record<WhenKind, string> = wordTable(["threshold", "rate", "window", "absence", "state", "compare", "event"] as const, (key) => texts("alerts")(`kind.${key}`));

export const AGGREGATES: Record<Extract<When, { kind: "window" }>["aggregate"], string> = wordTable(["min", "max", "mean", "sum", "count", "change"] as const, (key) => texts("alerts")(`aggregate.${key}`));

const UNITS = [["_l_min", "L/min"], ["_kg_m3", "kg/m³"], ["_mm", "mm"], ["_c", "°C"], ["_l", "L"], ["_s", "s"]] as const;

export interface Metric {
  word: string;
  /** Empty for what has none. */
  unit: string;
}

/** Names are typed too: only those that can be a key are looked up. */
function isName(text: string): boolean {
  return /^\w+$/.test(text);
}

/** "product_volume_l" is "product volume" in "L". */
export function metricOf(metric: string): Metric {
  const [end, unit] = UNITS.find(([suffix]) => metric.endsWith(suffix)) ?? ["", ""];
  const name = metric.slice(0, metric.length - end.length);
  return { word: (isName(name) ? known("alerts", `metric.${name}`) : undefined) ?? name.replaceAll("_", " "), unit };
}

function metricWord(metric: string): string {
  const { word, unit } = metricOf(metric);
  return unit ? `${word} (${unit})` : word;
}

/** Of "pump/nozzle": "every pump nozzle". */
export function everyWord(device: string): string {
  const name = device.replaceAll("/", "_");
  return (isName(name) ? known("alerts", `all.${name}`) : undefined) ?? texts("alerts")("when.every", { device: device.replaceAll("/", " ") });
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** An expression stands as it is written. */
function limitWord(limit: Limit, unit: string): string {
  if (typeof limit !== "number") return limit ?? "";
  return `${exactNumber(limit)} ${unit}`.trim();
}

function held(what: string, seconds: number): string {
  return seconds > 0 ? texts("alerts")("when.heldFor", { what, time: secondsText(seconds) }) : what;
}

type Compared = Extract<When, { above: unknown }>;

function unitOf(when: Compared): string {
  const { unit } = metricOf(when.metric);
  if (when.kind === "rate") return texts("alerts")("when.perHour", { unit }).trim();
  return when.kind === "window" && when.aggregate === "count" ? "" : unit;
}

function subject(when: Compared): string {
  const t = texts("alerts");
  const metric = metricWord(when.metric);
  if (when.kind === "rate") return t("when.changeOf", { metric, time: secondsText(when.window_s) });
  return when.kind === "window" ? t("when.figureOf", { figure: AGGREGATES[when.aggregate], metric, time: secondsText(when.window_s) }) : metric;
}

function beyond(when: Compared): string {
  const [t, unit] = [texts("alerts"), unitOf(when)];
  return when.above !== null ? t("when.above", { limit: limitWord(when.above, unit) }) : t("when.below", { limit: limitWord(when.below, unit) });
}

/** With hysteresis it ends further on than where it begins. */
function back(when: Compared): string {
  const t = texts("alerts");
  const limit = limitWord(when.clear ?? when.above ?? when.below, unitOf(when));
  return when.above !== null ? t("when.less", { limit }) : t("when.more", { limit });
}

function valueWord(device: string, metric: string, value: number): string {
  if (device === "pump" && metric === "state") return pumpStateWord(value) ?? String(value);
  const named = isName(metric) && Number.isInteger(value) ? known("alerts", `value.${metric}.${value}`) : undefined;
  return named ?? String(value);
}

function eventWrong({ per, count, within_s, for_s }: Extract<When, { kind: "event" }>): string {
  const t = texts("alerts");
  const several = { n: String(count), time: secondsText(within_s ?? 0) };
  if (count > 1) return per === "site" ? t("when.atSite", several) : t("when.ofSubject", several);
  return for_s > 0 ? t("when.ended", { time: secondsText(for_s) }) : t("when.happens");
}

export interface Happening {
  type: string;
  where?: string | null;
}

export function happeningText({ type, where }: Happening): string {
  return where ? `${type} where ${where}` : type;
}

function eventOver(when: Extract<When, { kind: "event" }>): string {
  const t = texts("alerts");
  const ways = when.ends.map(happeningText);
  if (when.after_s !== null) ways.push(t("when.after", { time: secondsText(when.after_s) }));
  return ways.length > 0 ? ways.reduce((one, other) => t("when.either", { one, other })) : t("when.somebody");
}

type Words = readonly (readonly [name: string, words: string])[];

function seriesWords(what: string, when: { device: string; for_s: number; clear_for_s: number }, wrong: string, over: string): Words {
  const t = texts("alerts");
  return [
    [t("when.looksAt"), t("when.seen", { devices: capital(everyWord(when.device)), what })],
    [t("when.wrongWhen"), held(wrong, when.for_s)], [t("when.overWhen"), held(over, when.clear_for_s)],
  ];
}

function oneOf({ device, metric, values }: Extract<When, { kind: "state" }>): string {
  const t = texts("alerts");
  const words = values.map((value) => valueWord(device, metric, value));
  return t("when.isOneOf", { values: words.length > 0 ? words.reduce((one, other) => t("when.or", { one, other })) : "" });
}

/** What it looks at, when that is wrong, and when it is over: in this order. */
export function whenWords(when: When): Words {
  const t = texts("alerts");
  switch (when.kind) {
    case "threshold": case "rate": case "window": return seriesWords(subject(when), when, beyond(when), back(when));
    case "absence": return seriesWords(metricWord(when.metric), { ...when, for_s: 0 }, t("when.nothingFor", { time: secondsText(when.for_s) }), t("when.received"));
    case "state": return seriesWords(metricWord(when.metric), when, oneOf(when), t("when.anyElse"));
    case "compare": return [...seriesWords(when.metrics.map(metricWord).join(", "), when, when.holds, when.ends ?? t("when.noMore")), [t("when.notKnown"), t("when.older", { time: secondsText(when.max_age_s) })]];
    case "event": return [
      [t("when.looksAt"), happeningText(when)], [t("when.wrongWhen"), eventWrong(when)], [t("when.overWhen"), eventOver(when)],
      ...(when.severity_field ? [[t("when.severity"), t("when.fieldSays", { field: when.severity_field })] as const] : []),
    ];
  }
}

/** "A sale is to be paid": in a list nobody reads the expression. */
function happeningWord({ type, where }: Happening): string {
  const word = known("alerts", `occurrence.${type.replaceAll(".", "_")}`);
  if (word === undefined) return happeningText({ type, where });
  return where ? texts("alerts")("when.onCondition", { what: word }) : word;
}

/** One line for people; a rule's own page has the expression. */
export function whenLine(when: When): string {
  if (when.kind !== "event") return whenSummary(when);
  const word = happeningWord(when);
  return when.count === 1 && when.for_s === 0 ? word : `${word} – ${eventWrong(when)}`;
}

/** One line with everything in it, for a file. */
export function whenSummary(when: When): string {
  const [looksAt, wrong] = whenWords(when);
  return `${looksAt?.[1]} – ${wrong?.[1]}`;
}

export function scheduleWord(schedule: Schedule | null): string {
  const t = texts("alerts");
  if (!schedule) return t("rule.anyTime");
  const hours = schedule.hours.map(hoursText).join("; ");
  return schedule.apply === "inside" ? t("when.only", { hours }) : t("when.otherThan", { hours });
}

/** What is otherwise, piece by piece. */
export function overrideWords(override: Omit<Override, "site">, when: When): string[] {
  const t = texts("alerts");
  const unit = "above" in when ? unitOf(when) : "";
  const limit = (name: "above" | "below" | "overAt", value: Limit) => (value === null ? [] : [t(`when.${name}`, { limit: limitWord(value, unit) })]);
  const seconds = (name: "wrongFor" | "overFor", value: number | null) => (value === null ? [] : [t(`when.${name}`, { time: secondsText(value) })]);
  return [
    ...(override.enabled === null ? [] : [override.enabled ? t("when.switchedOn") : t("when.switchedOff")]), ...(override.severity ? [SEVERITIES[override.severity].word] : []),
    ...limit("above", override.above), ...limit("below", override.below), ...limit("overAt", override.clear),
    ...seconds("wrongFor", override.for_s), ...seconds("overFor", override.clear_for_s),
  ];
}
