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

test("a path that no page has is no address", () => {
  // @ts-expect-error -- what the types of routes are for: without them this line would be allowed
  expect(withQuery("/o/acme/cost", "by=key")).toBe("/o/acme/cost?by=key");
  // @ts-expect-error -- nor is one of the console whose query came with it
  expect(withQuery(`${page}z?by=key`, "")).toBe("/o/acme/costsz?by=key");
});
