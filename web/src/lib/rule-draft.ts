/** A rule while it is edited: texts as typed, and what they say. Pure. */

import { texts } from "@/i18n/language";
import { secondsOf, secondsText } from "./durations";
import { fieldProblems } from "./problem";
import { FIELDS, type Field } from "./rule-fields";
import { hoursOf, hoursText } from "./rule-hours";
import type { AlertRule, Limit, NamedRuleWish, Override, RuleWish, ScheduleWish, WhenKind, WhenWish } from "./rule-types";
import { happeningText, type Happening } from "./rule-words";
import type { Severity } from "./types";

export interface Draft {
  rule_id: string;
  name: string;
  text: string;
  response: string;
  severity: Severity;
  enabled: boolean;
  everywhere: boolean;
  sites: readonly string[];
  kind: WhenKind;
  /** By name of the field; those of other kinds stay while one looks around. */
  values: Readonly<Record<string, string>>;
  /** Empty: at any time. */
  apply: "" | "inside" | "outside";
  /** One line for each. */
  hours: string;
  overrides: readonly Override[];
}

/** Messages by field: `name`, `when.limit`, `hours` … */
export type Wrong = Readonly<Record<string, string>>;

export interface Read {
  wish: RuleWish;
  wrong: Wrong;
}

const NEW_VALUES = { device: "tank", side: "above", aggregate: "mean", for_s: "0 s", clear_for_s: "0 s", window_s: "1 h", max_age_s: "1 d", per: "subject", count: "1" };

/** `site` is where it holds, empty for every site. */
export function newDraft(site: string): Draft {
  return {
    rule_id: "", name: "", text: "", response: "", severity: "WARNING", enabled: true, everywhere: site === "", sites: site ? [site] : [],
    kind: "threshold", values: NEW_VALUES, apply: "", hours: "", overrides: [],
  };
}

function valueText(name: string, value: unknown): string {
  if (value === null || value === undefined) return "";
  if (name.endsWith("_s") && typeof value === "number") return secondsText(value);
  if (!Array.isArray(value)) return String(value);
  return name === "ends" ? (value as Happening[]).map(happeningText).join("\n") : value.join(", ");
}

function valuesOf(when: WhenWish): Record<string, string> {
  const { above, below } = when as { above?: Limit; below?: Limit };
  const said = Object.entries(when).map(([name, value]) => [name, valueText(name, value)]);
  const limited = typeof above === "number" || above ? { side: "above", limit: String(above) } : { side: "below", limit: valueText("below", below) };
  return { ...NEW_VALUES, ...Object.fromEntries(said), ...(("above" in when || "below" in when) && limited) };
}

export function draftOf(rule: AlertRule): Draft {
  const { rule_id, name, text, response, severity, enabled, sites, when, schedule, overrides } = rule;
  return {
    rule_id, name, text, response, severity, enabled, everywhere: sites.length === 0, sites, kind: when.kind, values: valuesOf(when),
    apply: schedule?.apply ?? "", hours: schedule ? schedule.hours.map(hoursText).join("\n") : "", overrides,
  };
}

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)$/;

/** A number where it is one, else an expression; null for nothing. */
export function limitOf(text: string): Limit {
  const plain = text.trim();
  if (plain === "") return null;
  return NUMBER.test(plain) ? Number(plain) : plain;
}

function happeningOf(line: string): Happening {
  const [type = "", ...where] = line.split(/\s+where\s+/);
  return { type: type.trim(), where: where.join(" where ").trim() || null };
}

/** Reads texts, and gathers what cannot be read. */
class Reader {
  readonly wrong: Record<string, string> = {};

  constructor(private readonly values: Readonly<Record<string, string>>) {}

  text = (name: string) => (this.values[name] ?? "").trim();
  optional = (name: string) => this.text(name) || null;
  list = (name: string) => this.text(name).split(",").map((one) => one.trim()).filter(Boolean);

  needed = (name: string) => {
    if (this.text(name) === "") this.refuse(name, texts("alerts")("wrong.needed"));
    return this.text(name);
  };

  seconds = (name: string) => this.lasting(name) ?? 0;

  /** Null for nothing. */
  lasting = (name: string) => {
    const read = secondsOf(this.text(name));
    if (read === null && this.text(name) !== "") this.refuse(name, texts("alerts")("wrong.duration"));
    return read;
  };

  whole = (name: string) => {
    if (!/^\d{1,3}$/.test(this.text(name))) this.refuse(name, texts("alerts")("wrong.whole"));
    return Number(this.text(name));
  };

  numbers = (name: string) => {
    const read = this.list(name);
    if (read.length === 0 || !read.every((one) => NUMBER.test(one))) this.refuse(name, texts("alerts")("wrong.numbers"));
    return read.map(Number);
  };

  private refuse(name: string, message: string) {
    this.wrong[`when.${name}`] = message;
  }
}

function readWhen(kind: WhenKind, read: Reader): WhenWish {
  const timed = () => ({ device: read.needed("device"), for_s: read.seconds("for_s"), clear_for_s: read.seconds("clear_for_s") });
  const measured = () => ({ ...timed(), metric: read.needed("metric") });
  const compared = () => ({ ...measured(), [read.text("side") === "below" ? "below" : "above"]: limitOf(read.needed("limit")), clear: limitOf(read.text("clear")) });
  switch (kind) {
    case "threshold": return { kind, ...compared() };
    case "rate": return { kind, ...compared(), window_s: read.seconds("window_s") };
    case "window": return { kind, ...compared(), window_s: read.seconds("window_s"), aggregate: read.text("aggregate") as Extract<WhenWish, { kind: "window" }>["aggregate"] };
    case "absence": return { kind, ...measured() };
    case "state": return { kind, ...measured(), values: read.numbers("values") };
    case "compare": return { kind, ...timed(), metrics: read.list("metrics"), holds: read.needed("holds"), ends: read.optional("ends"), max_age_s: read.seconds("max_age_s") };
    case "event": return {
      kind, type: read.needed("type"), where: read.optional("where"), per: read.text("per") === "site" ? "site" : "subject", count: read.whole("count"), within_s: read.lasting("within_s"),
      for_s: read.seconds("for_s"), ends: read.text("ends").split("\n").filter((line) => line.trim()).map(happeningOf), after_s: read.lasting("after_s"), severity_field: read.optional("severity_field"),
    };
  }
}

function readSchedule({ apply, hours }: Draft): { schedule: ScheduleWish | null; wrong: Wrong } {
  if (apply === "") return { schedule: null, wrong: {} };
  const lines = hours.split("\n").filter((line) => line.trim());
  const read = lines.map(hoursOf);
  const bad = lines.find((_, i) => read[i] === null);
  const t = texts("alerts");
  if (bad !== undefined || lines.length === 0) return { schedule: null, wrong: { hours: bad ? t("wrong.hours", { line: bad.trim() }) : t("wrong.hoursNone") } };
  return { schedule: { apply, hours: read.filter((one) => one !== null) }, wrong: {} };
}

export function readDraft(draft: Draft, reason: string): Read {
  const reader = new Reader(draft.values);
  const when = readWhen(draft.kind, reader);
  const { schedule, wrong } = readSchedule(draft);
  const nowhere = !draft.everywhere && draft.sites.length === 0;
  const { name, text, response, severity, enabled } = draft;
  return {
    wish: { name: name.trim(), text: text.trim(), response: response.trim(), severity, enabled, sites: draft.everywhere ? [] : [...draft.sites], when, schedule, overrides: [...draft.overrides], reason },
    wrong: { ...reader.wrong, ...wrong, ...(nowhere && { sites: texts("alerts")("wrong.chooseSite") }) },
  };
}

/** The document alone, as a dry run takes it: the API refuses fields that it does not know. */
export function namedRule({ rule_id, name, text, response, severity, enabled, sites, when, schedule, overrides }: NamedRuleWish): NamedRuleWish {
  return { rule_id, name, text, response, severity, enabled, sites, when, schedule, overrides };
}

/** The same document again, as it is put. */
export function wishOf({ name, text, response, severity, enabled, sites, when, schedule, overrides }: NamedRuleWish, reason: string): RuleWish {
  return { name, text, response, severity, enabled, sites, when, schedule, overrides, reason };
}

/** The field of the form for one of the server: `rule.when.threshold.below.float` is `when.limit`. */
export function formField(field: string): string {
  const [first = "", ...rest] = field.replace(/^rule\./, "").split(".");
  if (first === "schedule") return "hours";
  if (first !== "when") return first;
  const name = rest.find((part) => !Object.hasOwn(FIELDS, part)) ?? "";
  return `when.${name === "above" || name === "below" ? "limit" : name}`;
}

/** `when.`: the kind as a whole. */
const WHOLE = ["rule_id", "name", "text", "response", "sites", "hours", "reason", "when."];

function isShown(name: string, fields: readonly Field[]): boolean {
  return WHOLE.includes(name) || fields.some((field) => name === `when.${field.name}`);
}

/** What the server refused: beside fields of the form, and by which of its own names these are. */
export function refused(error: unknown, kind: WhenKind): { wrong: Wrong; shown: readonly string[] } {
  const found = Object.entries(fieldProblems(error)).filter(([field]) => isShown(formField(field), FIELDS[kind]));
  return { wrong: Object.fromEntries(found.map(([field, message]) => [formField(field), message])), shown: found.map(([field]) => field) };
}

/** "Tank 3 low!" → "tank_3_low": an id as the API takes it; a rule's begins with a letter. */
export function ruleIdOf(name: string): string {
  const plain = name.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
  return plain.replace(/[^a-z0-9]+/g, "_").replace(/^[^a-z]+/, "").slice(0, 63).replace(/_+$/, "");
}
