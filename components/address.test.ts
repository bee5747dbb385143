import { expect, test } from "vitest";
import { withQuery } from "./address.ts";

const page = "/o/acme/costs";

test.each([
  ["", page],
  ["?", page],
  ["by=key", `${page}?by=key`],
  ["?by=key&range=7d", `${page}?by=key&range=7d`],
])("a query of %j brings its question mark or is given one, and none is no query", (query, address) => {
  expect(withQuery(page, query)).toBe(address);
});

test("a path outside every organization that no page has is no address", () => {
  // @ts-expect-error -- below an organization every path is a page, if only the one that says that nothing is there
  expect(withQuery("/nowhere", "by=key")).toBe("/nowhere?by=key");
});
