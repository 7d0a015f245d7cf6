"use client";

import { useTranslations } from "use-intl";
import { choose, useLanguage } from "./language";
import { LOCALES, type Locale } from "./locales";

const NAMES: Record<Locale, string> = { en: "English", de: "Deutsch", fr: "Français" };

/** Each language in its own words, for somebody who reads no other. */
export function LanguageChoice({ className = "" }: { className?: string }) {
  const t = useTranslations("common");
  const { locale } = useLanguage();
  return (
    <div role="group" aria-label={t("language")} className={`flex gap-1 ${className}`}>
      {LOCALES.map((each) => (
        <button key={each} type="button" lang={each} data-testid={`language-${each}`} aria-pressed={each === locale} onClick={() => void choose(each)}
          className="min-h-11 flex-1 rounded-lg px-2 font-semibold hover:bg-sunken aria-pressed:bg-sunken aria-pressed:font-bold">
          {NAMES[each]}
        </button>
      ))}
    </div>
  );
}
