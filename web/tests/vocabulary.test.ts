import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { LOCALES, type Locale } from "@/i18n/locales";

/** One vocabulary: docs/glossary.md says what each thing is called on screens, and what it is never called. */
type Tree = { [key: string]: string | Tree };
type Messages = ReadonlyMap<string, string>;

const ROOT = join(import.meta.dirname, "..");

function flat(tree: Tree, before: string): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]) => (typeof value === "string" ? [[`${before}.${key}`, value.replaceAll("\u00ad", "")] as [string, string]] : flat(value, `${before}.${key}`)));
}

function messages(locale: Locale): Messages {
  const folder = join(ROOT, "messages", locale);
  return new Map(readdirSync(folder).flatMap((name) => flat(JSON.parse(readFileSync(join(folder, name), "utf8")) as Tree, name.replace(".json", ""))));
}

interface Row {
  english: string;
  words: Record<"de" | "fr", string>;
  never: Record<"de" | "fr", readonly string[]>;
}

function rows(): Row[] {
  const section = readFileSync(join(ROOT, "../docs/glossary.md"), "utf8").split("## On screens, in three languages")[1]!;
  return section.split("\n").filter((text) => text.startsWith("| ")).slice(1).map((text) => {
    const [english, de, fr, ...never] = text.split("|").slice(1, -1).map((cell) => cell.trim()) as [string, string, string, string, string];
    const [neverDe, neverFr] = never.map((cell) => cell.split(",").map((word) => word.trim()).filter(Boolean));
    return { english, words: { de, fr }, never: { de: neverDe!, fr: neverFr! } };
  });
}

const ALL = Object.fromEntries(LOCALES.map((locale) => [locale, messages(locale)])) as Record<Locale, Messages>;
const ROWS = rows();
/** Where English says it, the others do too, and not in other words. */
const ALWAYS = ["nozzle", "debt", "refund", "pump test", "own use", "drive-off"];

/** Also in the plural. In German a capital makes a noun. */
const withWord = (locale: Locale, word: string) => {
  const found = new RegExp(`(?<!\\p{L})${word}(?:s|e|n|en)?(?!\\p{L})`, locale === "de" ? "u" : "iu");
  return [...ALL[locale]].filter(([, text]) => found.test(text)).map(([key]) => key);
};

test("the table is read", () => expect(ROWS.length).toBeGreaterThan(15));

describe.each(["de", "fr"] as const)("in %s", (locale) => {
  test.each(ROWS.map((row) => [row.english, row] as const))("%s is called nothing else", (_, { never }) => {
    expect(never[locale].flatMap((word) => withWord(locale, word).map((key) => `${word}: ${key}`))).toEqual([]);
  });
  test.each(ROWS.map((row) => [row.english, row] as const))("%s is called that somewhere", (_, { words }) => {
    expect([...ALL[locale].values()].some((text) => text.toLowerCase().includes(words[locale].toLowerCase()))).toBe(true);
  });
  test.each(ROWS.filter((row) => ALWAYS.includes(row.english)).map((row) => [row.english, row] as const))("%s is called that wherever English says it", (english, { words }) => {
    const stem = words[locale].split(" ")[0]!.slice(0, 7).toLowerCase();
    const keys = withWord("en", english);
    expect(keys.filter((key) => !ALL[locale].get(key)!.toLowerCase().includes(stem))).toEqual([]);
  });
});
