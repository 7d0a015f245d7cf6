/** What rules look at, in words. Pure. */

import { SEVERITIES } from "./alert-words";
import { secondsText } from "./durations";
import { pumpStateWord } from "./ifsf";
import { hoursText } from "./rule-hours";
import type { Limit, Override, Schedule, When, WhenKind } from "./rule-types";

export const KINDS: Record<WhenKind, { word: string; means: string }> = {
  threshold: { word: "Limit", means: "A value is above or below a limit." },
  rate: { word: "Rate of change", means: "A value changes too fast, counted by the hour." },
  window: { word: "Over a time", means: "The sum, average or another figure of the last minutes or hours is above or below a limit." },
  absence: { word: "Silence of a device", means: "A device that used to send a value sends none any more." },
  state: { word: "State", means: "A value is one of those named." },
  compare: { word: "Expression", means: "An expression over several values of one device holds." },
  event: { word: "Event", means: "Something happened, happened often, or was not followed by what should follow." },
};

export const AGGREGATES: Record<Extract<When, { kind: "window" }>["aggregate"], string> = {
  min: "smallest", max: "largest", mean: "average", sum: "sum", count: "count", change: "change",
};

const UNITS = [["_l_min", "L/min"], ["_kg_m3", "kg/m³"], ["_mm", "mm"], ["_c", "°C"], ["_l", "L"], ["_s", "s"]] as const;
const NUMBERS = new Intl.NumberFormat("en-GB", { maximumFractionDigits: 6 });
const VALUES: Record<string, Record<number, string>> = {
  probe_status: { 1: "inoperative", 2: "degraded", 3: "operative" },
  online: { 0: "offline", 1: "online" },
  delivering: { 0: "no delivery", 1: "a delivery" },
};

export interface Metric {
  word: string;
  /** Empty for what has none. */
  unit: string;
}

/** "product_volume_l" is "product volume" in "L". */
export function metricOf(metric: string): Metric {
  const [end, unit] = UNITS.find(([suffix]) => metric.endsWith(suffix)) ?? ["", ""];
  return { word: metric.slice(0, metric.length - end.length).replaceAll("_", " "), unit };
}

function metricWord(metric: string): string {
  const { word, unit } = metricOf(metric);
  return unit ? `${word} (${unit})` : word;
}

/** "pump/nozzle" is "pump nozzle". */
export function deviceWord(device: string): string {
  return device.replaceAll("/", " ");
}

/** An expression stands as it is written. */
function limitWord(limit: Limit, unit: string): string {
  return typeof limit === "number" ? `${NUMBERS.format(limit)} ${unit}`.trim() : (limit ?? "");
}

const held = (seconds: number) => (seconds > 0 ? ` for ${secondsText(seconds)}` : "");

type Compared = Extract<When, { above: unknown }>;

function unitOf(when: Compared): string {
  const { unit } = metricOf(when.metric);
  if (when.kind === "rate") return `${unit} an hour`.trim();
  return when.kind === "window" && when.aggregate === "count" ? "" : unit;
}

function subject(when: Compared): string {
  const word = metricWord(when.metric);
  if (when.kind === "rate") return `change of ${word} over ${secondsText(when.window_s)}`;
  return when.kind === "window" ? `${AGGREGATES[when.aggregate]} of ${word} within ${secondsText(when.window_s)}` : word;
}

function beyond(when: Compared): string {
  const unit = unitOf(when);
  return when.above !== null ? `above ${limitWord(when.above, unit)}` : `below ${limitWord(when.below, unit)}`;
}

/** With hysteresis it ends further on than where it begins. */
function back(when: Compared): string {
  const at = limitWord(when.clear ?? when.above ?? when.below, unitOf(when));
  return `${at} or ${when.above !== null ? "less" : "more"}`;
}

function valueWord(device: string, metric: string, value: number): string {
  if (device === "pump" && metric === "state") return pumpStateWord(value) ?? String(value);
  return VALUES[metric]?.[value] ?? String(value);
}

function eventWrong(when: Extract<When, { kind: "event" }>): string {
  const where = when.per === "site" ? "at one site" : "of the same subject";
  if (when.count > 1) return `${when.count} of them came ${where} within ${secondsText(when.within_s ?? 0)}`;
  return when.for_s > 0 ? `nothing ended it within ${secondsText(when.for_s)}` : "it happens";
}

export interface Happening {
  type: string;
  where?: string | null;
}

export function happeningText({ type, where }: Happening): string {
  return where ? `${type} where ${where}` : type;
}

function eventOver(when: Extract<When, { kind: "event" }>): string {
  const ways = when.ends.map(happeningText);
  if (when.after_s !== null) ways.push(`${secondsText(when.after_s)} after the last one`);
  return ways.length > 0 ? ways.join(", or ") : "somebody resolves it";
}

type Words = readonly (readonly [name: string, words: string])[];

function seriesWords(what: string, when: { device: string; for_s: number; clear_for_s: number }, wrong: string, over: string): Words {
  return [["Looks at", `Every ${deviceWord(when.device)}: ${what}`], ["Wrong when", wrong + held(when.for_s)], ["Over when", over + held(when.clear_for_s)]];
}

/** What it looks at, when that is wrong, and when it is over. */
export function whenWords(when: When): Words {
  switch (when.kind) {
    case "threshold": case "rate": case "window": return seriesWords(subject(when), when, beyond(when), back(when));
    case "absence": return seriesWords(metricWord(when.metric), { ...when, for_s: 0 }, `nothing is received for ${secondsText(when.for_s)}`, "a value is received");
    case "state": return seriesWords(metricWord(when.metric), when, `it is ${when.values.map((one) => valueWord(when.device, when.metric, one)).join(" or ")}`, "it is anything else");
    case "compare": return [...seriesWords(when.metrics.map(metricWord).join(", "), when, when.holds, when.ends ?? "that does not hold any more"), ["Not known", `a value older than ${secondsText(when.max_age_s)}`]];
    case "event": return [
      ["Looks at", happeningText(when)], ["Wrong when", eventWrong(when)], ["Over when", eventOver(when)],
      ...(when.severity_field ? [["Severity", `as its field ${when.severity_field} says`] as const] : []),
    ];
  }
}

/** One line for a list. */
export function whenSummary(when: When): string {
  const words = new Map(whenWords(when));
  return `${words.get("Looks at")} – ${words.get("Wrong when")}`;
}

export function scheduleWord(schedule: Schedule | null): string {
  if (!schedule) return "At any time";
  const hours = schedule.hours.map(hoursText).join("; ");
  return schedule.apply === "inside" ? `Only ${hours}` : `Not ${hours}`;
}

/** What is otherwise, piece by piece. */
export function overrideWords(override: Omit<Override, "site">, when: When): string[] {
  const unit = "above" in when ? unitOf(when) : "";
  const limit = (name: string, value: Limit) => (value === null ? [] : [`${name} ${limitWord(value, unit)}`]);
  const seconds = (name: string, value: number | null) => (value === null ? [] : [`${name} ${secondsText(value)}`]);
  return [
    ...(override.enabled === null ? [] : [override.enabled ? "on" : "off"]), ...(override.severity ? [SEVERITIES[override.severity].word] : []),
    ...limit("above", override.above), ...limit("below", override.below), ...limit("over at", override.clear),
    ...seconds("wrong for", override.for_s), ...seconds("over for", override.clear_for_s),
  ];
}
