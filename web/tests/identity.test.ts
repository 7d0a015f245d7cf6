import { describe, expect, test } from "vitest";
import { instants, outcomeLook, shortTarget } from "@/lib/audit";
import { browserOf } from "@/lib/browser";
import { callWord } from "@/lib/calls";
import { csv } from "@/lib/csv";
import { draftOf, grantOf, isWhole } from "@/lib/grants";
import { Intent } from "@/lib/intent";
import { ADMINISTRATION, MAIN, isHere } from "@/lib/pages";
import { may, mayEverywhere, sitesOf, type Permissions } from "@/lib/permissions";
import { ApiProblem, fieldProblems, problemFrom } from "@/lib/problem";
import { grantWord, grantable } from "@/lib/roles";
import { slugOf } from "@/lib/slug";
import type { Grant } from "@/lib/types";

const PERMISSIONS: Permissions = [
  { operation: "alerts.resolve", everything: false, sites: ["a", "b"] },
  { operation: "users.read", everything: true, sites: [] },
  { operation: "tills.read", everything: false, sites: [] },
];

describe("permissions", () => {
  test.each([
    ["alerts.resolve", "a", true], ["alerts.resolve", "c", false], ["alerts.resolve", undefined, true], ["users.read", "c", true], ["users.read", undefined, true],
    ["tills.read", undefined, false], ["audit.read", "a", false],
  ] as const)("%s at %s: %s", (operation, site, allowed) => expect(may(PERMISSIONS, operation, site)).toBe(allowed));
  test("what concerns no site needs everything", () => expect([mayEverywhere(PERMISSIONS, "users.read"), mayEverywhere(PERMISSIONS, "alerts.resolve")]).toEqual([true, false]));
  test("the sites of an operation", () => expect([sitesOf(PERMISSIONS, "users.read"), sitesOf(PERMISSIONS, "alerts.resolve"), sitesOf(PERMISSIONS, "audit.read")]).toEqual([null, ["a", "b"], []]));
});

describe("roles", () => {
  const grant = (role: Grant["role"], where: Partial<Grant>): Grant => ({ role, site: null, area: null, everything: false, ...where });
  const as = (role: Grant["role"]) => grantable([grant(role, { site: "a" })]);
  test("each gives away what the server lets it", () => {
    expect(as("station_manager")).toEqual(["cashier", "supervisor"]);
    expect(as("cashier")).toEqual([]);
    expect(as("admin")).toHaveLength(8);
  });
  test.each([[grant("cashier", { site: "a" }), "Cashier at a"], [grant("auditor", { everything: true }), "Auditor everywhere"], [grant("area_manager", { area: "south" }), "Area manager in the area south"]] as const)(
    "%j in words", (held, words) => expect(grantWord(held)).toBe(words));
  test("says the names of places that are known", () => {
    const names = { site: () => "Cobham", area: () => "The South" };
    expect([grantWord(grant("cashier", { site: "a" }), names), grantWord(grant("auditor", { area: "s" }), names)]).toEqual(["Cashier at Cobham", "Auditor in the area The South"]);
  });
  test("a form gives back what it was given", () => {
    const grants: Grant[] = [grant("cashier", { site: "a" }), grant("finance", { area: "south" }), grant("admin", { everything: true })];
    expect(grants.map(draftOf).map(grantOf)).toEqual(grants);
  });
  test("a role without its place is not whole", () => expect(isWhole({ role: "cashier", reach: "site", where: " " })).toBe(false));
});

describe("an intent", () => {
  const keys = () => {
    let n = 0;
    return new Intent(() => `k${++n}`);
  };
  test("keeps its key while nothing is known of its outcome", () => {
    const intent = keys();
    expect(intent.key({ a: 1 })).toBe("k1");
    intent.settled(new ApiProblem(0, "Unreachable", ""));
    intent.settled(new ApiProblem(504, "Timeout", ""));
    expect(intent.key({ a: 1 })).toBe("k1");
  });
  test("with other input is another one", () => {
    const intent = keys();
    expect([intent.key({ a: 1 }), intent.key({ a: 2 })]).toEqual(["k1", "k2"]);
  });
  test.each([undefined, new ApiProblem(422, "InvalidInput", "")])("ends with an answer (%s)", (error) => {
    const intent = keys();
    intent.key("x");
    intent.settled(error);
    expect(intent.key("x")).toBe("k2");
  });
});

describe("problems", () => {
  test("name the fields of a form", () => {
    const fields = [{ field: "body.username", message: "is taken" }, { field: "grants.0.site", message: "No such site." }];
    expect(fieldProblems(new ApiProblem(422, "InvalidInput", "", { fields }))).toEqual({ username: "Is taken.", "grants.0.site": "No such site." });
  });
  test("say how long to wait", () => {
    const answer = new Response(null, { status: 429, headers: { "Retry-After": "27" } });
    expect(problemFrom(answer, { reason: "TooManyFailures", detail: "wait" })).toMatchObject({ status: 429, reason: "TooManyFailures", retryAfterS: 27, message: "wait" });
  });
  test("without a document still are one", () => expect(problemFrom(new Response(null, { status: 502 }), undefined)).toMatchObject({ reason: "", message: "HTTP 502", retryAfterS: null }));
});

describe("a table as a file", () => {
  const columns = [{ title: "name", value: (row: { name: string; on: boolean | null }) => row.name }, { title: "on", value: (row: { on: boolean | null }) => row.on }];
  test("quotes what needs it", () => expect(csv(columns, [{ name: 'a "b", c', on: true }, { name: "d", on: null }])).toBe('name,on\r\n"a ""b"", c",true\r\nd,\r\n'));
  test.each(["=1+1", "+44", "-1+1", "@SUM(A1)"])("%s is no formula", (name) => expect(csv(columns, [{ name, on: null }])).toContain(`'${name}`));
});

test.each([["South-West Route", "south-west-route"], ["  Zürich / Nord ", "zurich-nord"], ["!!!", ""], ["a".repeat(80), "a".repeat(63)]])("the id of %s", (name, id) => expect(slugOf(name)).toBe(id));

test("a page of the menu is lit on its details too", () => {
  const [sites, users] = [MAIN[0]!, ADMINISTRATION[0]!];
  expect([isHere(sites, "/site/"), isHere(users, "/user/"), isHere(users, "/users"), isHere(sites, "/devices/"), isHere(users, "/")]).toEqual([true, true, true, false, false]);
});

test("days become instants, the last one whole", () =>
  expect(instants({ from: "2026-02-27", to: "2026-02-28", q: "x" })).toEqual({ q: "x", from: "2026-02-27T00:00:00Z", to: "2026-03-01T00:00:00.000Z" }));

test.each([["POST", "/api/v1/users/{user_id}/unlock", "Unlock user"], ["PUT", "/api/v1/sites/{site}", "Configure site"], ["POST", "/api/v1/new", "Odd thing do"]])("%s %s in words", (method, route, words) =>
  expect(callWord({ method, route, operation: route.includes("new") ? "odd_thing.do" : "sites.configure" })).toBe(words));

test("an id is shown by its end, which differs", () => expect(shortTarget("user/01a20b9a-7e44-7396-873e-a99e529863b5")).toBe("user/…529863b5"));

test("an outcome that is not known is shown as it is", () => expect(outcomeLook("odd").word).toBe("odd"));

test.each([
  ["Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36", "Chrome on Windows"],
  ["Mozilla/5.0 (iPad; CPU OS 17_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.0 Safari/604.1", "Safari on iOS"],
  ["python-httpx/0.28", "A program"], ["", "Unknown"],
])("%s", (agent, words) => expect(browserOf(agent)).toBe(words));
