import { describe, expect, test } from "vitest";
import { askedAlerts, isGrouped } from "@/lib/alert-filter";
import { durationWord, endedBy, nuisanceShare, quietWord, stepLook } from "@/lib/alert-words";
import { ALERTS, SELLING, isHere } from "@/lib/pages";
import { keysOf } from "@/live/asked-again";
import { parseEvent } from "@/live/events";

describe("words", () => {
  test.each([[null, "–"], [0, "0 s"], [0.4, "0 s"], [45, "45 s"], [60, "1 min"], [250, "4 min 10 s"], [3600, "1 h"], [3659, "1 h"], [3660, "1 h 1 min"], [190_800, "2 d 5 h"], [-5, "0 s"]])(
    "%s s: %s", (seconds, word) => expect(durationWord(seconds)).toBe(word));
  test("a step that is not known is shown as it is", () => expect([stepLook("ACKNOWLEDGED").word, stepLook("SENT_AWAY").word]).toEqual(["Acknowledged", "Sent away"]));
  test("why nobody was told", () => expect([quietWord(""), quietWord("SHELVED"), quietWord("CHATTERING")]).toEqual(["", "Silenced", "Chattering"]));
  test("who ended it", () => expect([endedBy({ resolved_by: "" }), endedBy({ resolved_by: "jo" })]).toEqual(["cleared by itself", "by jo"]));
  test("of nothing there is no share", () => expect([nuisanceShare({ nuisance: 0, raised: 0 }), nuisanceShare({ nuisance: 1, raised: 4 })]).toEqual([null, 0.25]));
});

describe("the list's address", () => {
  test.each([
    [{}, { state: "RAISED,ACKNOWLEDGED" }], [{ site: "a", state: "RESOLVED" }, { site: "a", state: "RESOLVED" }], [{ state: "ANY", rule: "r" }, { rule: "r" }],
    [{ incident: "i" }, { incident: "i" }], [{ incident: "i", state: "RAISED" }, { incident: "i", state: "RAISED" }],
  ])("%j asks for %j", (filter, asked) => expect(askedAlerts(filter as Record<string, string>)).toEqual(asked));
  test("an incident is one row, unless one looks inside", () => expect([isGrouped({ site: "a", state: "ANY" }), isGrouped({ text: "tank" }), isGrouped({ incident: "i" })]).toEqual([true, false, false]));
});

test("an incident that changed asks for the lists again", () => {
  const event = parseEvent("incident.updated", '{"site":"a","incident_id":"i"}');
  expect(event && keysOf(event)).toEqual([["alerts"], ["incidents"]]);
  expect(parseEvent("incident.updated", '{"site":"a"}')).toBeNull();
});

test("the details of alerts belong to their group", () => expect([ALERTS, SELLING].map((pages) => pages.some((page) => isHere(page, "/rule/")))).toEqual([true, false]));
