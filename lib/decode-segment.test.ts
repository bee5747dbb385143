import { expect, test } from "vitest";
import { decodeSegment } from "#lib/decode-segment.ts";

test("an id of an address comes back as it was written, slashes and all", () => {
  for (const id of ["user-1", "a/b", "50 %", "名前", "?&#"])
    expect(decodeSegment(encodeURIComponent(id)), id).toBe(id);
});

test.each(["%", "%E0%A4", "user%00", "%zz"])("nothing can be called %s", (encoded) => {
  expect(decodeSegment(encoded)).toBeNull();
});
