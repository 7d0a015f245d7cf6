"use client";

import { useSyncExternalStore } from "react";
import { createTranslator, type IntlError } from "use-intl/core";
import { BUNDLES, type Bundle, type Messages, type Namespace } from "./messages";
import { preferred, remember, type Locale } from "./locales";

export interface Language {
  /** Null until the first texts are there. */
  locale: Locale | null;
  messages: Partial<Messages>;
  bundles: readonly Bundle[];
}

const NOTHING: Language = { locale: null, messages: {}, bundles: [] };
let language = NOTHING;
let wanted: Locale | null = null;
const needed = new Set<Bundle>();
const listeners = new Set<() => void>();

function show(next: Language): void {
  language = next;
  translators.clear();
  listeners.forEach((listener) => listener());
}

/** Switches once everything in use is there, so that no page shows two languages or none. */
async function load(): Promise<void> {
  const [locale, bundles] = [(wanted ??= preferred()), [...needed]];
  const parts = await Promise.all(bundles.map((bundle) => BUNDLES[bundle][locale]()));
  if (wanted !== locale || bundles.length < needed.size) return;
  show({ locale, bundles, messages: Object.assign({}, ...parts.map((part) => part.messages)) as Partial<Messages> });
}

/** Harmless when repeated. */
export async function need(...bundles: Bundle[]): Promise<void> {
  const before = needed.size;
  bundles.forEach((bundle) => needed.add(bundle));
  if (needed.size > before) await load();
}

/** From now on, and on this browser later too. */
export async function choose(locale: Locale): Promise<void> {
  wanted = locale;
  remember(locale);
  await load();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useLanguage(): Language {
  return useSyncExternalStore(subscribe, () => language, () => NOTHING);
}

/** English until the first texts are there. */
export function currentLocale(): Locale {
  return language.locale ?? "en";
}

/** A text that is missing, or lacks a value, is a mistake of ours: loud where we work, its key on the screen elsewhere. */
export function onError(error: IntlError): void {
  if (process.env.NODE_ENV !== "production") throw error;
}

function translator<N extends Namespace>(namespace: N) {
  return createTranslator<Messages, N>({ locale: currentLocale(), messages: language.messages as Messages, namespace, onError });
}

const translators = new Map<Namespace, unknown>();

/**
 * Texts for functions that are no components (words of a state, of a refusal). Call it inside the function, never while a
 * module loads: the language is known later, and may change. Components use `useTranslations`.
 */
export function texts<N extends Namespace>(namespace: N): ReturnType<typeof translator<N>> {
  const known = translators.get(namespace) ?? translator(namespace);
  translators.set(namespace, known);
  return known as ReturnType<typeof translator<N>>;
}
