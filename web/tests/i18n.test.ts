import { afterEach, describe, expect, test } from "vitest";
import { choose } from "@/i18n/language";
import { bestOf } from "@/i18n/locales";
import { ago, clock, deviceName, money, pumpLitres, unitPrice } from "@/lib/format";

test("the first language that there are texts in is taken", () => {
  expect(bestOf(["de-AT", "en"])).toBe("de");
  expect(bestOf(["it-IT", "fr-CH", "de"])).toBe("fr");
  expect(bestOf(["", "pl"])).toBe("en");
  expect(bestOf([])).toBe("en");
});

describe("figures of a station", () => {
  afterEach(() => choose("en"));
  const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, " ");

  test.each([
    ["en", "£1,204.32", "£1.459", "37.09", "12:04:05", "12 min ago", "Pump 3"],
    ["de", "1.204,32 £", "1,459 £", "37,09", "12:04:05", "vor 12 min", "Zapfsäule 3"],
    ["fr", "1 204,32 £GB", "1,459 £GB", "37,09", "12:04:05", "il y a 12 min", "Pompe 3"],
  ] as const)("are written as %s does, in its currency and time zone", async (locale, ...written) => {
    await choose(locale);
    const shown = [money(120_432, "GBP"), unitPrice(1459, "GBP"), pumpLitres(37_090), clock("2026-07-01T11:04:05Z", "Europe/London"), ago(0, 12 * 60_000), deviceName("pump/3")];
    expect(shown.map(plain)).toEqual(written);
  });
});
