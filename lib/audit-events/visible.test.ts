import fc from "fast-check";
import { expect, test } from "vitest";
import { visible } from "#lib/audit-events/visible.ts";

const disturbing = /[\p{Cc}\p{Surrogate}\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/u;
const anything = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.string({
    unit: fc.constantFrom("\ud800", "\udc00", "\u202e", "\0", "\u2028", "a", "田", "😀", "\u200d"),
  }),
);

test("nothing in what is shown can turn, hide or break what stands beside it", () => {
  fc.assert(
    fc.property(anything, (text) => {
      expect(visible(text)).not.toMatch(disturbing);
    }),
    { numRuns: 2_000 },
  );
});

test("what is visible already stays as it is, and two texts that differ look different", () => {
  fc.assert(
    fc.property(anything, anything, (one, other) => {
      expect(visible(visible(one))).toBe(visible(one));
      if (!disturbing.test(one)) expect(visible(one)).toBe(one);
      if (one !== other && !/[\u2400-\u241f\\]/.test(one + other))
        expect(visible(one)).not.toBe(visible(other));
    }),
    { numRuns: 2_000 },
  );
});
