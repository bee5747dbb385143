import fc from "fast-check";
import { expect, test } from "vitest";
import { percentile, timed } from "./percentiles.ts";

const values = fc.array(fc.double({ noNaN: true, min: 0, max: 1e6 }), { minLength: 1, maxLength: 200 });
const share = fc.constantFrom(0, 0.05, 0.5, 0.95, 0.99, 1);

test("it is one of the values, and at most that share of them lies below it", () => {
  fc.assert(
    fc.property(values, share, (list, part) => {
      const found = percentile(list, part);
      expect(list).toContain(found);
      expect(list.filter((value) => value < found).length / list.length).toBeLessThanOrEqual(part);
      expect(list.filter((value) => value <= found).length / list.length).toBeGreaterThanOrEqual(part);
    }),
  );
});

test("the order of the values, and their number, change nothing that they should not", () => {
  fc.assert(
    fc.property(values, share, (list, part) => {
      expect(percentile(list.toReversed(), part)).toBe(percentile(list, part));
      expect(percentile(list, 0)).toBe(Math.min(...list));
      expect(percentile(list, 1)).toBe(Math.max(...list));
      expect(percentile(list, 0.95)).toBeGreaterThanOrEqual(percentile(list, 0.5));
    }),
  );
  expect(percentile([], 0.5)).toBeNaN();
});

test("what breaks while it is timed breaks the measurement, and does not count as quick", async () => {
  await expect(timed(() => Promise.reject(new Error("500")))).rejects.toThrow("500");
  expect(await timed(async () => undefined)).toBeGreaterThanOrEqual(0);
});
