import fc from "fast-check";
import { expect, test } from "vitest";
import { safeAddress } from "#lib/safe-address.ts";

test.each([
  ["/o/%E0%A4%A/", "/o/%25E0%25A4%25A/"],
  ["/o/%", "/o/%25"],
  ["/o/%ff/members?q=%ff", "/o/%25ff/members?q=%ff"],
  ["/o/%E6%9D%B1/members?q=%", "/o/%E6%9D%B1/members?q=%"],
  ["/o/acme", "/o/acme"],
])("%s becomes %s", (url, expected) => {
  expect(safeAddress(url)).toBe(expected);
});

test("whatever comes, the path can be read", () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom("%", "E", "0", "A", "4", "/", "?", "f", "z") }), (text) => {
      expect(() => decodeURIComponent(safeAddress(`/${text}`).split("?", 1)[0] ?? "")).not.toThrow();
    }),
  );
});
