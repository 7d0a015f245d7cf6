import { expect, test } from "vitest";
import { bestOf } from "@/i18n/locales";

test("the first language that there are texts in is taken", () => {
  expect(bestOf(["de-AT", "en"])).toBe("de");
  expect(bestOf(["it-IT", "fr-CH", "de"])).toBe("fr");
  expect(bestOf(["", "pl"])).toBe("en");
  expect(bestOf([])).toBe("en");
});
