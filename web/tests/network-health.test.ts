import { describe, expect, test } from "vitest";
import { healthOf, matches, needsAttention, networkFigures, networkHealth } from "@/lib/network-health";
import type { Alert, Controller } from "@/lib/types";

const controller = (site: string, online: boolean) => ({ site, online }) as Controller;
const alert = (site: string, severity: string, state: string) => ({ site, severity, state }) as Alert;

const HEALTH = networkHealth(
  [controller("a", true), controller("b", false), controller("c", true)],
  [alert("a", "WARNING", "ACKNOWLEDGED"), alert("c", "CRITICAL", "ACKNOWLEDGED"), alert("c", "WARNING", "RAISED"), alert("d", "INFO", "RAISED")],
);

describe("a site", () => {
  test("has its controller and its alerts", () => expect(healthOf(HEALTH, "c")).toEqual({ online: true, open: 2, critical: 1, unseen: 1 }));
  test("that never spoke has none", () => expect(healthOf(HEALTH, "e")).toEqual({ online: null, open: 0, critical: 0, unseen: 0 }));
  test.each([["a", false], ["b", true], ["c", true], ["d", true], ["e", false]])("%s needs somebody: %s", (site, expected) => expect(needsAttention(healthOf(HEALTH, site))).toBe(expected));
});

test("the network in figures", () =>
  expect(networkFigures(["a", "b", "c", "d", "e"].map((site_id) => ({ site_id })), HEALTH)).toEqual({ sites: 5, attention: 3, offline: 1, open: 4, critical: 1 }));

test.each([["cob", true], ["M25 cob", true], ["cobham m25-", true], ["leicester", false], ["", true]])("“%s” finds Cobham: %s", (text, expected) =>
  expect(matches({ site_id: "m25-cobham", name: "M25 Cobham Services" }, text)).toBe(expected));
