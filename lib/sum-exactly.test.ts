import { Decimal } from "decimal.js";
import fc from "fast-check";
import { expect, test } from "vitest";
import { sumExactly } from "#lib/sum-exactly.ts";

const decimal = fc
  .tuple(fc.boolean(), fc.bigInt(0n, 10n ** 24n), fc.stringMatching(/^(\d{0,17}[1-9])?$/))
  .map(([isNegative, whole, fraction]) => `${isNegative ? "-" : ""}${whole}${fraction && `.${fraction}`}`);

test("sums are exact however long the numbers are", () => {
  const precise = Decimal.clone({ precision: 80 });
  fc.assert(
    fc.property(fc.array(decimal, { maxLength: 20 }), (values) => {
      const expected = values.reduce((sum, value) => sum.add(value), new precise(0));
      expect(new precise(sumExactly(values)).equals(expected)).toBe(true);
    }),
  );
});

test("a sum is written as plainly as can be", () => {
  expect(sumExactly(["0.1", "0.2"])).toBe("0.3");
  expect(sumExactly(["0.5", "0.5"])).toBe("1");
  expect(sumExactly(["-0.05", "0.01"])).toBe("-0.04");
  expect(sumExactly([])).toBe("0");
});
