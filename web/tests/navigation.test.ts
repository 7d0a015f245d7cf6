import { describe, expect, test } from "vitest";
import { withQuery } from "@/lib/api";
import { stateLook } from "@/lib/ifsf";
import { loginPath, safeNext, sitePath } from "@/lib/navigation";
import { retryDelay } from "@/live/stream";

describe("after signing in", () => {
  test.each(["//evil.example", "/\\evil.example", "https://evil.example", "", null, "/login/?next=/"])("%s leads home", (next) => expect(safeNext(next)).toBe("/"));
  test("a page of ours is kept", () => expect(safeNext("/site/?id=m25-cobham")).toBe("/site/?id=m25-cobham"));
  test("the way back is in the address", () => expect(loginPath("/site/?id=a b")).toBe("/login/?next=%2Fsite%2F%3Fid%3Da%20b"));
});

test("a site's address", () => expect(sitePath("m25-cobham")).toBe("/site/?id=m25-cobham"));
test("empty parameters are left out", () => expect(withQuery("/x", { a: 1, b: "", c: undefined })).toBe("/x?a=1"));
test("the nine states have their IFSF numbers", () =>
  expect(["INOPERATIVE", "CLOSED", "IDLE", "CALLING", "AUTHORISED", "STARTED", "SUSPENDED_STARTED", "FUELLING", "SUSPENDED_FUELLING"].map((state) => stateLook(state).number))
    .toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]));
test("a state that is not known is shown as such", () => expect(stateLook("SOMETHING").word).toBe("No reading"));
test("retries back off to fifteen seconds", () => expect([0, 1, 2, 10].map((attempt) => retryDelay(attempt, 0.5))).toEqual([1000, 2000, 4000, 15_000]));
