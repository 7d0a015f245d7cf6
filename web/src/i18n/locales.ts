/** The languages of the screens, and which one this browser's reader gets. */

export const LOCALES = ["en", "de", "fr"] as const;
export type Locale = (typeof LOCALES)[number];

const KEY = "motorway.language";

/** How numbers and dates are written: the station's currency and time zone stay what they are. */
export const FORMAT_LOCALES: Record<Locale, string> = { en: "en-GB", de: "de-DE", fr: "fr-FR" };

/** The first language of the list that there are texts in; English otherwise. */
export function bestOf(languages: readonly string[]): Locale {
  const spoken = languages.map((tag) => tag.slice(0, 2).toLowerCase());
  return spoken.map((tag) => LOCALES.find((locale) => locale === tag)).find((locale) => locale !== undefined) ?? "en";
}

/** What was chosen on this browser before, else what the browser asks for. */
export function preferred(): Locale {
  try {
    return bestOf([localStorage.getItem(KEY) ?? "", ...navigator.languages]);
  } catch {
    return bestOf(navigator.languages);
  }
}

/** A browser that keeps nothing forgets the choice with the page. */
export function remember(locale: Locale): void {
  try {
    localStorage.setItem(KEY, locale);
  } catch {
    return;
  }
}
