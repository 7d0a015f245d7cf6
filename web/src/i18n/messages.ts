import type { messages as base } from "./bundles/base.en";
import type { messages as pos } from "./bundles/pos.en";
import type { Locale } from "./locales";

/** The shape of all texts is that of the English ones. */
export type Messages = typeof base & typeof pos;
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
  pos: {
    en: () => import("./bundles/pos.en"),
    de: () => import("./bundles/pos.de"),
    fr: () => import("./bundles/pos.fr"),
  },
} satisfies Record<string, Record<Locale, Load>>;
