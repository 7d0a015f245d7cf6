import { describe, expect, onTestFinished, test } from "vitest";
import { choose } from "@/i18n/language";
import { ago, clock, deviceName, exactNumber, minorDigits, money, number, percent, pumpLitres, shortMoney, stamp, unitPrice } from "@/lib/format";
import { bytes, payloadText } from "@/lib/payload";

describe("numbers and money", () => {
  test.each([[5412, "GBP", "£54.12"], [0, "GBP", "£0.00"], [120_432, "GBP", "£1,204.32"], [1500, "JPY", "JP¥1,500"], [12_345, "KWD", "KWD 12.345"]])(
    "%i minor %s", (minor, currency, text) => expect(money(minor, currency).replace(/\u00a0/g, " ")).toBe(text));
  test.each(["", "POUNDS", "£"])("the currency %j does not break the screen", (code) =>
    expect([money(5412, code), unitPrice(1459, code), minorDigits(code)]).toEqual(["54.12", "1.459", 2]));
  test("a price keeps its thousandths", () => expect(unitPrice(1459, "GBP")).toBe("£1.459"));
  test("a currency's minor digits are ISO 4217's, not the browser's", () => {
    expect(["GBP", "JPY", "ISK", "UGX", "KWD", "HUF", "ALL"].map(minorDigits)).toEqual([2, 0, 0, 0, 3, 2, 2]);
    expect([money(633_700, "HUF"), money(6_337, "ISK"), money(-50, "GBP")].map((text) => text.replace(/\u00a0/g, " "))).toEqual(["HUF 6,337.00", "ISK 6,337", "−£0.50"]);
  });
  test.each([["en", "−£12.50"], ["de", "−12,50 £"], ["fr", "−12,50 £GB"]] as const)("less than nothing has a minus in %s", async (locale, text) => {
    await choose(locale);
    onTestFinished(() => choose("en"));
    expect([money(-1250, "GBP"), shortMoney(-1250, "GBP")].map((one) => one.replace(/\s/g, " "))).toEqual([text, text]);
    expect([number(-2), exactNumber(-2), unitPrice(-1459, "GBP").charAt(0)]).toEqual(["−2", "−2", "−"]);
  });
  test("litres", () => expect(pumpLitres(37_090)).toBe("37.09"));
  test("nothing is a dash, zero is not", () => expect([number(null), number(undefined), number(0), percent(null)]).toEqual(["–", "–", "0", "–"]));
  test("percent", () => expect(percent(0.638)).toBe("64 %"));
  test("bytes", () => expect([bytes(12), bytes(2048), bytes(3 * 1024 ** 2)]).toEqual(["12 B", "2.0 kB", "3.0 MB"]));
});

describe("times", () => {
  test("are those of the site", () => {
    expect(clock("2026-07-01T11:04:05.123Z", "Europe/London")).toBe("12:04:05");
    expect(stamp("2026-11-23T11:04:05Z", "Europe/London")).toBe("23 Nov, 11:04");
  });
  test.each([[0, "now"], [-5000, "now"], [45_000, "40 s ago"], [12 * 60_000, "12 min ago"], [3 * 3_600_000, "3 h ago"], [5 * 86_400_000, "5 d ago"]])(
    "%i ms", (age, text) => expect(ago(1_000_000_000_000 - age, 1_000_000_000_000)).toBe(text));
});

test("a device's name", () => expect([deviceName("pump/3"), deviceName("controller"), deviceName("sale/01a2241a-00c1-7095-a61c-a16207c7f566")]).toEqual(["Pump 3", "Controller", "Sale"]));

test("a payload is readable and harmless", () => {
  expect(payloadText(btoa('{"time":1}'))).toBe('{"time":1}');
  expect(payloadText(btoa("\u0008\u00ffabc"))).toBe("··abc");
  expect(payloadText(btoa("a".repeat(30)), 10)).toBe(`${"a".repeat(10)} …`);
});
