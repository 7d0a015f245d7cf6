import { expect, test } from "vitest";
import { differences } from "@/lib/difference";

const changed = (before: unknown, after: unknown) =>
  differences(before, after).filter((one) => one.kind !== "same").map(({ path, kind, before: old, after: now }) => [path, kind, old, now]);

test("a changed, an added and a removed value", () =>
  expect(changed({ name: "Cobham", email: "a@b" }, { name: "Cobham North", zone: "UTC" })).toEqual([
    ["name", "changed", "Cobham", "Cobham North"], ["email", "removed", "a@b", ""], ["zone", "added", "", "UTC"],
  ]));

test("what stayed is told apart", () => expect(differences({ a: 1 }, { a: 1 })).toEqual([{ path: "a", kind: "same", before: "1", after: "1" }]));

test("objects of a list go by their id, not by their place", () => {
  const pump = (number: number, nozzles: number) => ({ number, nozzles });
  expect(changed({ pumps: [pump(1, 2), pump(2, 2)] }, { pumps: [pump(3, 4), pump(1, 2), pump(2, 6)] })).toEqual([
    ["pumps › 2 › nozzles", "changed", "2", "6"], ["pumps › 3 › number", "added", "", "3"], ["pumps › 3 › nozzles", "added", "", "4"],
  ]);
});

test("a list of plain values is one value", () => expect(changed({ sites: ["a"] }, { sites: ["a", "b"] })).toEqual([["sites", "changed", "a", "a, b"]]));
test("something new has no before", () => expect(changed(null, { a: "x" })).toEqual([["a", "added", "", "x"]]));
test("something gone has no after", () => expect(changed({ a: "x" }, null)).toEqual([["a", "removed", "x", ""]]));
test("nothing at all", () => expect(differences(null, null)).toEqual([]));
test("null, false and an empty list are values", () =>
  expect(changed({ a: null, b: false, c: ["x"] }, { a: "", b: null, c: [] })).toEqual([["a", "changed", "null", ""], ["b", "changed", "false", "null"], ["c", "changed", "x", "[]"]]));
