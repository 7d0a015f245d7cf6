/** Tables of words that are kept in constants: each word is read in the language of the moment it is used. */

import { texts } from "./language";
import type { Namespace } from "./messages";

/** `table.CASH` is `read("CASH")`. */
export function wordTable<K extends string>(keys: readonly K[], read: (key: K) => string): Readonly<Record<K, string>> {
  const table = {} as Record<K, string>;
  keys.forEach((key) => Object.defineProperty(table, key, { enumerable: true, get: () => read(key) }));
  return table;
}

/** Gives each look of a table its `word`. */
export function lookTable<K extends string, L extends object>(looks: Record<K, L>, read: (key: K) => string): Readonly<Record<K, L & { word: string }>> {
  const table = {} as Record<K, L & { word: string }>;
  for (const key of Object.keys(looks) as K[]) {
    table[key] = Object.defineProperty({ ...looks[key] }, "word", { enumerable: true, get: () => read(key) }) as L & { word: string };
  }
  return table;
}

/** The text of a key that comes from elsewhere, such as `todo.NoOpenShift`; undefined when there is none. */
export function known(namespace: Namespace, key: string): string | undefined {
  const t = texts(namespace) as unknown as { (key: string): string; has(key: string): boolean };
  return t.has(key) ? t(key) : undefined;
}
