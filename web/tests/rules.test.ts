import { describe, expect, it, onTestFinished, test } from "vitest";
import { choose } from "@/i18n/language";
import { secondsOf, secondsText } from "@/lib/durations";
import { overridable, readOverrides, refusedOverrides, NOTHING_OTHERWISE } from "@/lib/override-draft";
import { ApiProblem } from "@/lib/problem";
import { draftOf, formField, limitOf, newDraft, readDraft, refused, ruleIdOf } from "@/lib/rule-draft";
import { hoursOf, hoursText } from "@/lib/rule-hours";
import type { AlertRule, Silence, When } from "@/lib/rule-types";
import { overrideWords, scheduleWord, whenLine, whenSummary, whenWords } from "@/lib/rule-words";
import { readSilence, type SilenceDraft } from "@/lib/silence-draft";
import { coversWord, isOpen, silenceLook } from "@/lib/silence-words";

const TIMED = { for_s: 120, clear_for_s: 60 };
const THRESHOLD: When = { kind: "threshold", device: "tank", metric: "product_volume_l", above: null, below: "tank.capacity_l * 0.1", clear: 1500, ...TIMED };
const EVENT: When = {
  kind: "event", type: "pos.sale_payable", where: "total_minor > 0", per: "subject", count: 1, within_s: null, for_s: 1800,
  ends: [{ type: "pos.sale_completed", where: null }, { type: "iot.alarm", where: "active == false" }], after_s: null, severity_field: null,
};
const WHENS: readonly When[] = [
  THRESHOLD, EVENT,
  { kind: "rate", device: "tank", metric: "water_level_mm", above: 0.5, below: null, clear: 0.2, window_s: 10_800, for_s: 600, clear_for_s: 0 },
  { kind: "window", device: "tank", metric: "temperature_c", above: 40, below: null, clear: null, window_s: 5400, aggregate: "mean", for_s: 0, clear_for_s: 0 },
  { kind: "absence", device: "tank", metric: "probe_status", for_s: 900, clear_for_s: 0 },
  { kind: "state", device: "pump", metric: "state", values: [4, 8], for_s: 10, clear_for_s: 0 },
  { kind: "compare", device: "tank", metrics: ["delivering", "fill_ratio"], holds: "fill_ratio > 1.0", ends: null, max_age_s: 86_400, for_s: 0, clear_for_s: 0 },
];

const AS_THE_RULE = { device: "", enabled: null, severity: null, above: null, below: null, clear: null, for_s: null, clear_for_s: null };

function ruleWith(when: When): AlertRule {
  return {
    rule_id: "tank_low", name: "Tank low", text: "{device}", response: "", severity: "WARNING", enabled: true, sites: [], when, overrides: [{ ...AS_THE_RULE, site: "m25-cobham", device: "tank/2", below: 500 }],
    schedule: { apply: "outside", hours: [{ days: ["MON", "TUE", "SAT"], start: "06:00", end: "22:00" }] },
    version: 3, origin: "LIBRARY", modified: true, changed_at: "2026-11-24T08:30:00Z", changed_by: "jo",
  };
}

describe("durations", () => {
  test.each([[0, "0 s"], [45, "45 s"], [300, "5 min"], [5400, "90 min"], [7200, "2 h"], [604_800, "7 d"]])("%i is %s, both ways", (seconds, text) => {
    expect(secondsText(seconds)).toBe(text);
    expect(secondsOf(text)).toBe(seconds);
  });
  test.each([["90", 90], ["1.5h", 5400], ["0,5 min", 30], ["2 H", 7200], ["", null], ["soon", null], ["5 weeks", null], ["-3 s", null]])("%s is %s", (text, seconds) => expect(secondsOf(text)).toBe(seconds));
});

describe("hours of the week", () => {
  test.each(["Mon–Fri 06:00–22:00", "Daily 22:00–06:00", "Mon, Wed–Thu, Sun 00:00–12:30"])("%s is read as it is written", (line) => expect(hoursText(hoursOf(line)!)).toBe(line));
  it("takes plain hyphens and a run over the week's end", () => expect(hoursOf("saturday-mon 08:00-09:00")).toEqual({ days: ["MON", "SAT", "SUN"], start: "08:00", end: "09:00" }));
  test.each(["06:00–22:00", "Mon 6:00–22:00", "Someday 06:00–22:00", "Mon 24:00–25:00"])("%s is none", (line) => expect(hoursOf(line)).toBeNull());
});

describe("rules in words", () => {
  it("a limit with its unit, how long, and where it ends", () => expect(whenWords(THRESHOLD)).toEqual([
    ["Looks at", "Every tank: product volume (L)"], ["Wrong when", "below tank.capacity_l * 0.1 for 2 min"], ["Over when", "1,500 L or more for 1 min"],
  ]));
  it("an event that nothing ended", () => expect(whenWords(EVENT)).toEqual([
    ["Looks at", "pos.sale_payable where total_minor > 0"], ["Wrong when", "nothing ended it within 30 min"], ["Over when", "pos.sale_completed, or iot.alarm where active == false"],
  ]));
  test.each([
    [2, "Every tank: change of water level (mm) over 3 h – above 0.5 mm an hour for 10 min"], [3, "Every tank: average of temperature (°C) within 90 min – above 40 °C"],
    [4, "Every tank: probe status – nothing is received for 15 min"], [5, "Every pump: state – it is Calling or Fuelling for 10 s"], [6, "Every tank: delivering, fill ratio – fill_ratio > 1.0"],
  ])("kind %i", (place, words) => expect(whenSummary(WHENS[place]!)).toBe(words));
  it("an event in a list is told without its expression", () => {
    const once = { ...EVENT, for_s: 0 };
    expect([EVENT, once, { ...once, where: null }, { ...once, type: "pos.new_thing", where: null }].map(whenLine)).toEqual([
      "A sale is to be paid, under a condition – nothing ended it within 30 min", "A sale is to be paid, under a condition", "A sale is to be paid", "pos.new_thing",
    ]);
  });
  it("hours and what is otherwise", () => {
    expect(scheduleWord(ruleWith(EVENT).schedule)).toBe("Not Mon–Tue, Sat 06:00–22:00");
    expect(overrideWords({ ...AS_THE_RULE, enabled: false, severity: "CRITICAL", below: 500, for_s: 0 }, THRESHOLD)).toEqual(["off", "Critical", "below 500 L", "wrong for 0 s"]);
  });
});

describe.each([
  ["de", ["Mo–Fr 06:00–22:00", "Täglich 22:00–06:00", "Mo, Mi–Do, So 00:00–12:30"], "7 Tg.", "Alle Tanks: Produktvolumen (L) – unter tank.capacity_l * 0.1, 2 min lang"],
  ["fr", ["Lun–Ven 06:00–22:00", "Quotidien 22:00–06:00", "Lun, Mer–Jeu, Dim 00:00–12:30"], "7 j", "Toutes les cuves : volume de produit (L) – en dessous de tank.capacity_l * 0.1 pendant 2 min"],
] as const)("in %s", (locale, hours, week, summary) => {
  it("what is written is read again, and English too", async () => {
    onTestFinished(() => choose("en"));
    await choose(locale);
    expect(hours.map((line) => hoursText(hoursOf(line)!))).toEqual(hours);
    expect(hoursText(hoursOf("Mon-fri 06:00-22:00")!)).toBe(hours[0]);
    expect([secondsText(604_800), secondsOf(week), secondsOf("7 d")]).toEqual([week, 604_800, 604_800]);
    expect(whenSummary(THRESHOLD)).toBe(summary);
  });
});

describe("editing a rule", () => {
  test.each(WHENS.map((when) => [when.kind, when] as const))("what is not touched stays as it was: %s", (_, when) => {
    const { wish, wrong } = readDraft(draftOf(ruleWith(when)), "");
    const { name, text, response, severity, enabled, sites, schedule, overrides } = ruleWith(when);
    const said = Object.fromEntries(Object.entries(when).filter(([field, value]) => value !== null || (field !== "above" && field !== "below")));
    expect(wrong).toEqual({});
    expect(wish).toEqual({ name, text, response, severity, enabled, sites, schedule, overrides, when: said, reason: "" });
  });
  it("says beside the fields what cannot be read", () => {
    const draft = { ...newDraft(""), everywhere: false, apply: "inside" as const, hours: "always", values: { ...newDraft("").values, for_s: "soon" } };
    expect(Object.keys(readDraft(draft, "").wrong).sort()).toEqual(["hours", "sites", "when.for_s", "when.limit", "when.metric"]);
  });
  test.each([["5", 5], ["-100.5", -100.5], [" tank.capacity_l * 0.1 ", "tank.capacity_l * 0.1"], ["", null]])("the limit %s is %s", (text, limit) => expect(limitOf(text)).toBe(limit));
  test.each([
    ["when.above", "when.limit"], ["rule.when.threshold.below.float", "when.limit"], ["when.window.window_s", "when.window_s"], ["when.ends.0.where", "when.ends"], ["schedule.hours.0.start", "hours"],
    ["sites.2", "sites"], ["rule.text", "text"], ["when", "when."],
  ])("%s stands beside %s", (field, shown) => expect(formField(field)).toBe(shown));
  it("keeps what stands beside no field for the form", () => {
    const error = new ApiProblem(422, "InvalidInput", "no", { fields: [{ field: "when.below", message: "too low" }, { field: "overrides.0.clear", message: "the rule has no clear" }] });
    expect(refused(error, "threshold")).toEqual({ wrong: { "when.limit": "Too low." }, shown: ["when.below"] });
  });
  it("makes an id of the name", () => expect(ruleIdOf("3rd Tank – Nearly empty!")).toBe("rd_tank_nearly_empty"));
});

describe("what is otherwise at a site", () => {
  it("only what the rule has", () => {
    expect(overridable(THRESHOLD).map((one) => one.label)).toEqual(["Device", "Wrong below", "Over at", "Must hold for", "Must be over for"]);
    expect(overridable(EVENT).map((one) => one.name)).toEqual(["device", "for_s"]);
  });
  it("leaves out what is as the rule says", () => {
    expect(readOverrides([{ ...NOTHING_OTHERWISE, limit: "500", for_s: "5 min" }, { ...NOTHING_OTHERWISE, clear_for_s: "soon" }], THRESHOLD)).toEqual({
      overrides: [
        { device: "", enabled: null, severity: null, below: 500, clear: null, for_s: 300, clear_for_s: null }, { device: "", enabled: null, severity: null, below: null, clear: null, for_s: null, clear_for_s: null },
      ],
      wrong: { "1.clear_for_s": "A duration is wanted, such as 90 s, 5 min or 2 h." },
    });
  });
  it("finds the row of what was refused behind those of other sites", () => {
    const error = new ApiProblem(422, "InvalidInput", "no", { fields: [{ field: "overrides.3.below", message: "no" }] });
    expect(refusedOverrides(error, 2)).toEqual({ wrong: { "1.limit": "No." }, shown: ["overrides.3.below"] });
  });
});

describe("silences", () => {
  const NOW = Date.parse("2026-11-24T08:00:00Z");
  const DRAFT: SilenceDraft = { kind: "SILENCE", everywhere: false, sites: ["m25-cobham"], rule: "", device: " pump/3 ", critical: false, reason: "Known", from: "", lasting: "4", until: "" };
  const SILENCE: Silence = {
    silence_id: "s", kind: "SILENCE", sites: [], rule: "tank_low", device: "pump/3", critical: false, reason: "Known", starts_at: "2026-11-24T07:00:00Z", ends_at: "2026-11-24T09:00:00Z",
    created_at: "2026-11-24T07:00:00Z", created_by: "jo", cancelled_at: null, cancelled_by: "",
  };
  it("from now, for some hours", () => expect(readSilence(DRAFT, "Europe/London", NOW)).toEqual({
    wish: { kind: "SILENCE", sites: ["m25-cobham"], rule: "", device: "pump/3", critical: false, reason: "Known", starts_at: null, ends_at: "2026-11-24T12:00:00.000Z" }, wrong: {},
  }));
  it("between two times of the site's clock", () => {
    const { wish } = readSilence({ ...DRAFT, from: "2026-11-24T10:00", lasting: "", until: "2026-11-25T06:00" }, "Europe/Berlin", NOW);
    expect([wish.starts_at, wish.ends_at]).toEqual(["2026-11-24T09:00:00.000Z", "2026-11-25T05:00:00.000Z"]);
  });
  it("needs sites and an end", () => expect(Object.keys(readSilence({ ...DRAFT, sites: [], lasting: "" }, "UTC", NOW).wrong)).toEqual(["sites", "ends_at"]));
  it("its states", () => {
    const words = [SILENCE, { ...SILENCE, starts_at: "2026-11-24T08:30:00Z" }, { ...SILENCE, ends_at: "2026-11-24T08:00:00Z" }, { ...SILENCE, cancelled_at: "2026-11-24T07:30:00Z" }].map((one) => [silenceLook(one, NOW).word, isOpen(one, NOW)]);
    expect(words).toEqual([["In force", true], ["To come", true], ["Over", false], ["Cancelled", false]]);
  });
  it("what it covers", () => {
    expect(coversWord(SILENCE, () => "Tank low")).toBe("Tank low, Pump 3, but no critical ones");
    expect(coversWord({ rule: "", device: "pump", critical: true }, String)).toBe("every pump, critical ones too");
    expect(coversWord({ rule: "", device: "", critical: true }, String)).toBe("Every alert, critical ones too");
  });
});
