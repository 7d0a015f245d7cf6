import { describe, expect, test } from "vitest";
import { channelBody, configProblems, freshConfig, minutesAsSeconds, movesAway, policyBody, recipientBody, rotaBody, rulesOf, withSecret } from "@/lib/document-content";
import type { Attempt, Channel, ConfigOf, Notification } from "@/lib/notification-types";
import { addressWord, attemptLines, channelLeads, ownAddress, tellsItself, testWords, toldWord, tookWord } from "@/lib/notification-words";
import type { Duty, Policy, Recipient, Rota } from "@/lib/on-call-types";
import { daysWord, forWhichWord, joined, quietWord, repeatWord, standInSpan, targetWord, turnsFrom, turnsWord, whenWord } from "@/lib/on-call-words";

const KEPT = { version: 2, changed_at: "2026-11-24T08:30:00Z", changed_by: "jo", name: "Mail", sites: [], enabled: true };
const EMAIL: ConfigOf<"EMAIL"> = { kind: "EMAIL", host: "mail.example.com", port: 587, security: "STARTTLS", username: "", sender: "alerts@example.com", to: "" };
const channel = (config: unknown) => ({ ...KEPT, id: "way", per_minute: 60, has_secret: false, config }) as Channel;

describe("channels", () => {
  test.each([
    [EMAIL, "mail.example.com, port 587, from alerts@example.com", false], [{ ...EMAIL, to: "ops@example.com" }, "mail.example.com, port 587, from alerts@example.com", true],
    [{ kind: "WEBHOOK", url: "https://ops.example.com/hooks/fuel?x=1" }, "ops.example.com", true], [{ kind: "MQTT", display_s: 300, sounder_from: null }, "300 s on the display, never with the sounder", true],
    [{ kind: "WEB_PUSH", contact: "ops@example.com" }, "contact ops@example.com", false], [{ kind: "APPRISE" }, "an address that is not shown", true],
  ])("%j", (config, leads, itself) => {
    expect(channelLeads(channel(config))).toBe(leads);
    expect(tellsItself(channel(config))).toBe(itself);
  });
  test("only mail and short messages have an address of their own", () => expect(ownAddress(channel({ kind: "WEBHOOK", url: "https://x.example" }))).toBe(""));
  test("a secret is sent only when it was typed, under the name that its kind has", () => {
    expect(withSecret(EMAIL, "")).toEqual(EMAIL);
    expect(withSecret(EMAIL, "s")).toEqual({ ...EMAIL, password: "s" });
    expect(withSecret({ kind: "APPRISE" }, "slack://a")).toEqual({ kind: "APPRISE", url: "slack://a" });
    expect(withSecret(freshConfig("MQTT"), "s")).toEqual(freshConfig("MQTT"));
  });
  test("a secret is typed again when it would go to another server", () => {
    expect(movesAway(EMAIL, { ...EMAIL, sender: "other@example.com" })).toBe(false);
    expect(movesAway(EMAIL, { ...EMAIL, host: "evil.example.com" })).toBe(true);
    expect(movesAway({ kind: "WEBHOOK", url: "https://a.example" }, { kind: "WEBHOOK", url: "https://b.example" })).toBe(false);
    expect(movesAway(undefined, EMAIL)).toBe(false);
  });
  test("what is sent back holds nothing that the server keeps by itself", () => expect(channelBody(channel(EMAIL))).toEqual({ per_minute: 60, config: EMAIL }));
  test("fields of a configuration are known by their own names", () =>
    expect(configProblems({ "config.EMAIL.host": "a", "config.password": "b", config: "c", per_minute: "d" })).toEqual({ host: "a", password: "b", config: "c", per_minute: "d" }));
});

describe("notifications", () => {
  const one = (changes: Partial<Notification>) => ({ recipient: "", address: "", channel: "ops", state: "SENT", last_error: "", ...changes }) as Notification;
  const name = (id: string) => id.toUpperCase();
  test.each([[{ recipient: "jo", address: "jo@example.com" }, "JO"], [{ address: "jo@example.com" }, "jo@example.com"], [{ address: "push/1" }, "ops"], [{}, "ops"]])("%j was told to %s", (changes, whom) => expect(toldWord(one(changes), name)).toBe(whom));
  test("a device is no address", () => expect([addressWord("push/1"), addressWord("+44163296"), addressWord("")]).toEqual(["a subscribed device", "+44163296", ""]));
  test("how long it took", () => expect([tookWord(640), tookWord(4230), tookWord(null)]).toEqual(["640 ms", "4.2 s", "–"]));
  test("what came of a test", () => {
    expect(testWords(one({ state: "FAILED", last_error: "535 wrong password" }))).toBe("The test did not go out: 535 wrong password.");
    expect(testWords(one({ state: "FAILED", last_error: "" }))).toBe("The test did not go out: the other side refused it.");
    expect(testWords(one({ state: "FAILED", last_error: "[Errno 111] Connect call failed ('127.0.0.1', 25)" }))).toBe("The test did not go out: no connection to the server.");
    expect(testWords(one({}))).toMatch(/went out/);
  });
  test.each([
    ["[Errno 111] Connect call failed ('127.0.0.1', 25)", "No connection to the server"], ["no answer: ConnectError", "No connection to the server"], ["[Errno 104] Connection reset by peer", "The connection broke off"],
    ["Timed out waiting for server response", "The server did not answer in time"], ["no answer: ReadTimeout", "The server did not answer in time"], ["[SSL: WRONG_VERSION_NUMBER] wrong version number (_ssl.c:1032)", "No secure connection to the server"],
  ])("%s means %s", (detail, means) => expect(attemptLines({ outcome: "RETRY", detail })).toEqual([means, detail]));
  test("what says it itself is said once", () => {
    const lines = (outcome: Attempt["outcome"], detail: string) => attemptLines({ outcome, detail });
    expect([lines("RETRY", "the name of the server is not known"), lines("REFUSED", "550 no such user"), lines("SENT", "200 OK"), lines("RUNNING", "")]).toEqual([["The name of the server is not known"], ["550 no such user"], ["200 OK"], []]);
  });
});

describe("turns", () => {
  const rota = { members: ["jo", "sam"], first_day: "2026-11-30", turn_days: 7 };
  test("the turn of a day, and those after it", () =>
    expect(turnsFrom(rota, "2026-12-09", 3)).toEqual([{ member: "sam", day: "2026-12-07" }, { member: "jo", day: "2026-12-14" }, { member: "sam", day: "2026-12-21" }]));
  test("before the first day the first one has it", () => expect(turnsFrom(rota, "2026-11-01", 1)).toEqual([{ member: "jo", day: "2026-11-30" }]));
  test.each([{ members: [] }, { turn_days: 0 }, { turn_days: Number.NaN }, { first_day: "" }])("none of %j", (changes) => expect(turnsFrom({ ...rota, ...changes }, "2026-12-09", 2)).toEqual([]));
  test("in words", () => {
    const words = (members: string[], turn_days: number) => turnsWord({ members, turn_days, handover: "09:00:00" });
    expect([words(["jo"], 7), words(["jo", "sam"], 1), words(["jo", "sam"], 7)]).toEqual(["always the same", "turns of a day, from one to the next at 09:00", "turns of 7 days, from one to the next at 09:00"]);
  });
  test("duties of one person that follow each other are one, a stand-in is not", () => {
    const duty = (recipient: string, from: number, to: number, override_id = ""): Duty => ({ recipient, override_id, starts_at: `2026-12-0${from}T09:00:00Z`, ends_at: `2026-12-0${to}T09:00:00Z` });
    expect(joined([duty("jo", 1, 2), duty("jo", 2, 3), duty("jo", 3, 4, "x"), duty("sam", 4, 5)])).toEqual([duty("jo", 1, 3), duty("jo", 3, 4, "x"), duty("sam", 4, 5)]);
    expect(joined([])).toEqual([]);
  });
  test("a stand-in's ends are local: skipped is none, twice is the longer span", () => {
    expect(standInSpan("2026-12-01T09:00", "2026-12-02T09:00", "Europe/Paris")).toEqual({ starts_at: "2026-12-01T08:00:00.000Z", ends_at: "2026-12-02T08:00:00.000Z" });
    expect(standInSpan("2027-03-28T02:30", "2027-03-29T09:00", "Europe/Paris")).toBeNull();
    expect(standInSpan("2026-10-25T01:30", "2026-10-25T01:30", "Europe/London")).toEqual({ starts_at: "2026-10-25T00:30:00.000Z", ends_at: "2026-10-25T01:30:00.000Z" });
  });
});

describe("who is told, in words", () => {
  test.each([[[], "every day"], [["MON", "TUE", "WED"], "Mon–Wed"], [["SUN", "SAT"], "Sat, Sun"], [["MON", "WED", "FRI"], "Mon, Wed, Fri"]] as const)("%j is %s", (days, word) => expect(daysWord(days)).toBe(word));
  test("quiet hours", () => expect(quietWord({ hours: { days: [], start: "22:00:00", end: "07:00:00" }, up_to: "WARNING" })).toBe("22:00–07:00, every day: nothing up to warning"));
  test("for which alerts", () => {
    expect(forWhichWord({ severities: [], rules: [] })).toBe("every alert");
    expect(forWhichWord({ severities: ["CRITICAL", "WARNING"], rules: ["tank_*"] })).toBe("critical and warning; rules tank_*");
  });
  test("when", () => expect([whenWord({ after_s: 0 }), whenWord({ after_s: 600 })]).toEqual(["At once", "After 10 min"]));
  test("again", () => expect([repeatWord({ repeats: 0, repeat_every_s: 60 }), repeatWord({ repeats: 2, repeat_every_s: 3600 })]).toEqual(["Not repeated", "All of it again every 1 h, twice"]));
  test("whom", () => {
    const names = { RECIPIENT: new Map([["jo", "Jo"]]), ROTA: new Map([["night", "Night"]]), CHANNEL: new Map() };
    expect([targetWord({ kind: "RECIPIENT", id: "jo" }, names), targetWord({ kind: "ROTA", id: "night" }, names), targetWord({ kind: "CHANNEL", id: "sms" }, names)]).toEqual(["Jo", "who is on call: Night", "the channel sms"]);
  });
});

describe("what is sent back", () => {
  test("hours are those of a form", () => {
    const recipient = { ...KEPT, id: "jo", time_zone: "UTC", user_id: "", contacts: [], quiet: [{ hours: { days: ["MON"], start: "22:00:00", end: "07:00:00" }, up_to: "INFO" }] } as unknown as Recipient;
    expect(recipientBody(recipient, "Europe/London")).toEqual({ time_zone: "UTC", user_id: "", contacts: [], quiet: [{ hours: { days: ["MON"], start: "22:00", end: "07:00" }, up_to: "INFO" }] });
    const rota = { ...KEPT, id: "night", time_zone: "UTC", members: ["jo"], first_day: "2026-11-30", handover: "09:00:00", turn_days: 7 } as Rota;
    expect(rotaBody(rota, "Europe/London", "2026-12-01")).toEqual({ time_zone: "UTC", members: ["jo"], first_day: "2026-11-30", handover: "09:00", turn_days: 7 });
  });
  test("a policy without what is kept about it", () => {
    const body = policyBody(null);
    expect(policyBody({ ...KEPT, ...body, id: "usual" } as Policy)).toEqual(body);
  });
  test("rules and minutes as they are typed", () => {
    expect(rulesOf(" tank_*, site_dark  tank_*;")).toEqual(["tank_*", "site_dark"]);
    expect([minutesAsSeconds("10"), minutesAsSeconds("0.5"), minutesAsSeconds(""), minutesAsSeconds("x")]).toEqual([600, 30, -1, -1]);
  });
});
