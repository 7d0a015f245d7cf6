import type { messages as account } from "./bundles/account.en";
import type { messages as base } from "./bundles/base.en";
import type { messages as dashboard } from "./bundles/dashboard.en";
import type { messages as handout } from "./bundles/handout.en";
import type { messages as pos } from "./bundles/pos.en";
import type { messages as selling } from "./bundles/selling.en";
import type { Locale } from "./locales";

/** The shape of all texts is that of the English ones. */
export type Messages = typeof base & typeof account & typeof selling & typeof pos & typeof handout & typeof dashboard;
export type Namespace = keyof Messages;
export type Bundle = keyof typeof BUNDLES;

declare module "use-intl" {
  interface AppConfig {
    Locale: Locale;
    Messages: Messages;
  }
}

type Load = () => Promise<{ messages: Partial<Messages> }>;

/** One chunk for each language and bundle: only what is read goes over the wire. */
export const BUNDLES = {
  base: {
    en: () => import("./bundles/base.en"),
    de: () => import("./bundles/base.de"),
    fr: () => import("./bundles/base.fr"),
  },
  account: {
    en: () => import("./bundles/account.en"),
    de: () => import("./bundles/account.de"),
    fr: () => import("./bundles/account.fr"),
  },
  selling: {
    en: () => import("./bundles/selling.en"),
    de: () => import("./bundles/selling.de"),
    fr: () => import("./bundles/selling.fr"),
  },
  pos: {
    en: () => import("./bundles/pos.en"),
    de: () => import("./bundles/pos.de"),
    fr: () => import("./bundles/pos.fr"),
  },
  handout: {
    en: () => import("./bundles/handout.en"),
    de: () => import("./bundles/handout.de"),
    fr: () => import("./bundles/handout.fr"),
  },
  dashboard: {
    en: () => import("./bundles/dashboard.en"),
    de: () => import("./bundles/dashboard.de"),
    fr: () => import("./bundles/dashboard.fr"),
  },
} satisfies Record<string, Record<Locale, Load>>;
