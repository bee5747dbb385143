import fc from "fast-check";
import { expect, test } from "vitest";
import { sumExactly } from "#lib/sum-exactly.ts";
import { alignCompared } from "./align.ts";
import { addDays } from "./days.ts";
import { listBuckets } from "./granularities.ts";
import { comparedRange, comparisons, resolveRange } from "./ranges.ts";

const of = (at: string, value = "1") => ({ at, value });

test("a day of last year stands under the same date, leap days included", () => {
  const shift = { months: 12 };
  const thisYear = ["2027-02-27", "2027-02-28", "2027-03-01"];
  expect(alignCompared(thisYear, shift, [of("2026-02-28", "5"), of("2026-03-01", "7")])).toEqual([
    "0",
    "5",
    "7",
  ]);
  // 2028 has a 29th: it has no counterpart in 2027, and belongs to the 28th where 2028 is what is compared with.
  expect(alignCompared(["2028-02-28", "2028-02-29"], shift, [of("2027-02-28", "5")])).toEqual(["5", "0"]);
  expect(
    alignCompared(["2029-02-28", "2029-03-01"], shift, [
      of("2028-02-28", "5"),
      of("2028-02-29", "2"),
      of("2028-03-01", "1"),
    ]),
  ).toEqual(["7", "1"]);
});

test("an hour stands under the same hour of the clock; one that the clock skipped adds to the hour before", () => {
  const springForward = ["2026-03-29T01", "2026-03-29T03"];
  const before = [of("2026-03-22T01", "1"), of("2026-03-22T02", "2"), of("2026-03-22T03", "4")];
  expect(alignCompared(springForward, { days: 7 }, before)).toEqual(["3", "4"]);
  const fallBack = ["2026-10-25T02", "2026-10-25T02", "2026-10-25T03"];
  expect(alignCompared(fallBack, { days: 7 }, [of("2026-10-18T02", "9")])).toEqual(["9", "0", "0"]);
});

test("whatever the period and the comparison, nothing is lost", () => {
  const names = ["7d", "30d", "month", "lastMonth", "12m", "custom"] as const;
  fc.assert(
    fc.property(
      fc.constantFrom(...names),
      fc.constantFrom(...comparisons),
      fc.constantFrom("day", "week", "month"),
      fc.integer({ min: 0, max: 3000 }),
      fc.integer({ min: 0, max: 500 }),
      (name, comparison, granularity, start, length) => {
        const today = addDays("2023-12-01", start);
        const chosen = { range: name, from: addDays(today, -length), through: today };
        const range = resolveRange(chosen, today);
        const compared = comparedRange(range, comparison, name);
        if (!compared) return;
        const days = listBuckets(compared, "day").map((at) => of(at));
        const placed = alignCompared(listBuckets(range, granularity), compared.shift, days);
        expect(sumExactly(placed)).toBe(String(days.length));
      },
    ),
  );
});
