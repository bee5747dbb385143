import fc from "fast-check";
import { expect, test } from "vitest";
import { firstPage, follow } from "#lib/sync/follow-pages.ts";

function walk(cursorOf: (page: number) => string, pages: number) {
  let place = firstPage;
  for (let page = 0; page < pages; page += 1) place = follow(place, cursorOf(page));
  return place;
}

test("pages that each lead on are followed to the end", () => {
  expect(walk(String, 10_000).pages).toBe(10_000);
});

test("a circle of any length is found, wherever it begins", () => {
  fc.assert(
    fc.property(fc.nat(50), fc.integer({ min: 1, max: 50 }), (before, length) => {
      const cursorOf = (page: number) => String(page < before ? page : before + ((page - before) % length));
      expect(() => walk(cursorOf, 4 * (before + length) + 4)).toThrow(
        expect.objectContaining({ code: "repeated_cursor" }),
      );
    }),
  );
});
