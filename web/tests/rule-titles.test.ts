import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { parse } from "yaml";
import { choose } from "@/i18n/language";
import { LOCALES } from "@/i18n/locales";
import { ruleTitle, translatedTitle } from "@/lib/rule-titles";

interface Ready {
  rule_id: string;
  name: string;
}

const LIBRARY = join(import.meta.dirname, "../../services/alerts/alerts/library");
const READY = readdirSync(LIBRARY).filter((file) => file.endsWith(".yaml")).flatMap((file) => parse(readFileSync(join(LIBRARY, file), "utf8")) as Ready[]);
const NAMES = Object.fromEntries(READY.map((rule) => [rule.rule_id, rule.name]));

function titles(locale: string): Record<string, string> {
  const text = readFileSync(join(import.meta.dirname, "../messages", locale, "readyRules.json"), "utf8");
  return (JSON.parse(text) as { title: Record<string, string> }).title;
}

async function speak(locale: "de" | "fr"): Promise<void> {
  await choose(locale);
  onTestFinished(() => choose("en"));
}

test("the library is read", () => expect(READY.length).toBeGreaterThan(40));
test("in English every ready rule is called what the library calls it", () => expect(titles("en")).toEqual(NAMES));
test.each(LOCALES)("in %s every ready rule has a title, and none has that of another", (locale) => {
  const found = titles(locale);
  expect(Object.keys(found).sort()).toEqual(Object.keys(NAMES).sort());
  expect(new Set(Object.values(found)).size).toBe(READY.length);
});

describe("a rule is called", () => {
  test("what the server says, in English", () => {
    expect([translatedTitle("tank_low_low"), ruleTitle("tank_low_low", "Tank nearly empty")]).toEqual([null, "Tank nearly empty"]);
  });
  test.each([["de", "Tank fast leer"], ["fr", "Cuve presque vide"]] as const)("by its title in %s", async (locale, title) => {
    await speak(locale);
    expect([translatedTitle("tank_low_low"), translatedTitle("tank_low_low", "Tank nearly empty"), ruleTitle("tank_low_low", "Tank nearly empty")]).toEqual([title, title, title]);
  });
  test("what somebody called it", async () => {
    await speak("de");
    expect([translatedTitle("tank_low", "Heizöl"), ruleTitle("tank_low", "Heizöl"), ruleTitle("constructor", "Eigene")]).toEqual([null, "Heizöl", "Eigene"]);
  });
  test("by its id where its name is not known", async () => {
    await speak("de");
    expect([translatedTitle("my_rule"), ruleTitle("my_rule"), ruleTitle("tank_low")]).toEqual([null, "My rule", "Tankbestand niedrig"]);
  });
});
