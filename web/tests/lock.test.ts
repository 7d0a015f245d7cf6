import { expect, test } from "vitest";
import lock from "../package-lock.json";

type Entry = { version?: string; optional?: boolean; integrity?: string; optionalDependencies?: Record<string, string> };
const packages = Object.entries(lock.packages as Record<string, Entry>);

test("`npm ci` finds every optional package in the lock; else run scripts/complete-lock.mjs", () => {
  const named = packages.flatMap(([, entry]) => Object.keys(entry.optionalDependencies ?? {}));
  expect(named.filter((name) => !packages.some(([place]) => place.endsWith(`node_modules/${name}`)))).toEqual([]);
});

test("only optional packages lack integrity", () =>
  expect(packages.filter(([place, entry]) => place && !entry.integrity && !entry.optional).map(([place]) => place)).toEqual([]));
