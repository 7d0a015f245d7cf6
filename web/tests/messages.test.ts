import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse, TYPE, type MessageFormatElement } from "@formatjs/icu-messageformat-parser";
import { describe, expect, test } from "vitest";
import { LOCALES, type Locale } from "@/i18n/locales";
import { BUNDLES } from "@/i18n/messages";

type Tree = { [key: string]: string | Tree };

const FOLDER = join(import.meta.dirname, "../messages");
const NAMESPACES = readdirSync(join(FOLDER, "en")).map((name) => name.replace(".json", ""));

function flat(tree: Tree, before = ""): Map<string, string> {
  return new Map(Object.entries(tree).flatMap(([key, value]) =>
    typeof value === "string" ? [[before + key, value]] : [...flat(value, `${before}${key}.`)]));
}

function read(locale: Locale, namespace: string): Map<string, string> {
  return flat(JSON.parse(readFileSync(join(FOLDER, locale, `${namespace}.json`), "utf8")) as Tree);
}

/** Names of values and tags, with the choices of a select: what code must give, and may rely on. */
function args(elements: readonly MessageFormatElement[]): string[] {
  return elements.flatMap((element) => {
    if (element.type === TYPE.literal || element.type === TYPE.pound) return [];
    if (element.type === TYPE.tag) return [`<${element.value}>`, ...args(element.children)];
    if (element.type !== TYPE.select && element.type !== TYPE.plural) return [element.value];
    const cases = element.type === TYPE.select ? [`${element.value}: ${Object.keys(element.options).sort().join("|")}`] : [element.value];
    return [...cases, ...Object.values(element.options).flatMap((option) => args(option.value))];
  });
}

const argsOf = (text: string) => [...new Set(args(parse(text)))].sort();

function sources(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => /\.tsx?$/.test(name) && !name.startsWith("api")).map((name) => readFileSync(join(folder, name), "utf8"));
}

const CODE = sources(join(import.meta.dirname, "../src"));

/** A key is used where its namespace is named: whole, or behind the beginning that a template fixes. */
function uses(namespace: string): (key: string) => boolean {
  const files = CODE.filter((text) => text.includes(`"${namespace}"`));
  const whole = new Set(files.flatMap((text) => [...text.matchAll(/"([\w.]+)"/g)].map((found) => found[1]!)));
  const begun = files.flatMap((text) => [...text.matchAll(/`([\w.]+[._])\$\{/g)].map((found) => found[1]!));
  return (key) => whole.has(key) || begun.some((beginning) => key.startsWith(beginning));
}

test("each language has every namespace, and a bundle brings it", async () => {
  for (const locale of LOCALES) {
    expect(readdirSync(join(FOLDER, locale)).map((name) => name.replace(".json", ""))).toEqual(NAMESPACES);
    const bundles = await Promise.all(Object.values(BUNDLES).map((bundle) => bundle[locale]()));
    expect(bundles.flatMap((bundle) => Object.keys(bundle.messages)).sort()).toEqual(NAMESPACES);
  }
});

describe.each(NAMESPACES)("%s", (namespace) => {
  const english = read("en", namespace);

  test.each(["de", "fr"] as const)("in %s has the same keys and values", (locale) => {
    const other = read(locale, namespace);
    expect([...other.keys()].sort()).toEqual([...english.keys()].sort());
    for (const [key, text] of english) expect([key, argsOf(other.get(key)!)]).toEqual([key, argsOf(text)]);
  });

  test("says something in every key", () => {
    for (const locale of LOCALES) for (const [key, text] of read(locale, namespace)) expect([key, text.trim()]).toEqual([key, text || "a text"]);
  });

  test("has no key that nobody uses", () => {
    const used = uses(namespace);
    expect([...english.keys()].filter((key) => !used(key))).toEqual([]);
  });
});
