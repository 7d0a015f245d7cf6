import { expect, it } from "vitest";
import { whole } from "@/lib/session-queries";

it("reads every page of a list to choose from", async () => {
  const pages = new Map([["", { items: ["a", "b"], next_cursor: "b" }], ["b", { items: ["c"], next_cursor: "" }]]);
  const asked: string[] = [];
  const found = await whole(async ({ cursor }) => {
    asked.push(cursor);
    return pages.get(cursor)!;
  });
  expect(found.items).toEqual(["a", "b", "c"]);
  expect(asked).toEqual(["", "b"]);
});
