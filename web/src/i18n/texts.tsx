"use client";

import { useEffect, type ReactNode } from "react";
import { IntlProvider } from "use-intl/react";
import { need, onError, useLanguage } from "./language";
import type { Bundle } from "./messages";

/**
 * Shows what is inside in the reader's language, once the texts are there; another language starts it anew.
 * `bundles` is a constant outside the component; `base` is always there. `waiting` is shown until then.
 */
export function Texts({ bundles, waiting = null, children }: { bundles: readonly Bundle[]; waiting?: ReactNode; children: ReactNode }) {
  const { locale, messages, ...shown } = useLanguage();
  useEffect(() => void need("base", ...bundles), [bundles]);
  useEffect(() => {
    if (locale !== null) document.documentElement.lang = locale;
  }, [locale]);
  const complete = bundles.every((bundle) => shown.bundles.includes(bundle));
  if (locale === null || !complete) return waiting;
  return <IntlProvider key={locale} locale={locale} messages={messages} onError={onError}>{children}</IntlProvider>;
}
