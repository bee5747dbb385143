import fc from "fast-check";
import { expect, test } from "vitest";
import { DaySums } from "#lib/rollups/day-sums.ts";
import { todayIn } from "#lib/usage/days.ts";

const noon = Date.parse("2026-03-20T12:00:00Z") / 1000;
const row = { requests: 1, input: 2, output: 3, cached: 4, quantity: 5 };

test("rows of one day and the same dimensions become one, whichever hours they are of", () => {
  const sums = new DaySums("UTC");
  sums.begin(noon);
  sums.add("a\t", row);
  sums.add("b\t", row);
  sums.begin(noon + 12 * 3_600);
  sums.add("a\t", row);
  sums.begin(noon + 3_600);
  sums.add("a\t", { ...row, requests: 10, quantity: 0 });
  expect(sums.rows).toBe(4);
  expect(sums.days).toEqual(["2026-03-20", "2026-03-21"]);
  expect(sums.sums.all()).toEqual([
    { dimensions: "a\t", byDay: [{ requests: 11, input: 4, output: 6, cached: 8, quantity: 5 }, row] },
    { dimensions: "b\t", byDay: [row] },
  ]);
});

test.each([
  ["UTC", "2026-03-28T23:00:00Z", "2026-03-28"],
  ["Europe/Berlin", "2026-03-28T23:00:00Z", "2026-03-29"],
  ["Europe/Berlin", "2026-03-29T22:00:00Z", "2026-03-30"],
  ["Asia/Kathmandu", "2026-03-28T18:00:00Z", "2026-03-28"],
  ["Asia/Kathmandu", "2026-03-28T19:00:00Z", "2026-03-29"],
  ["Atlantic/Azores", "2026-10-25T00:00:00Z", "2026-10-25"],
])("in %s the hour of %s is counted to %s, in which it begins", (zone, at, day) => {
  const sums = new DaySums(zone);
  sums.begin(Date.parse(at) / 1000);
  expect(sums.counted()).toEqual({ hours: [Date.parse(at) / 1000], days: [day] });
});

test("in every zone, through nights when clocks change and forth and back, hours are counted to the day they begin in", () => {
  const nights = ["2026-03-28", "2026-04-04", "2026-10-24", "2026-10-31", "2011-12-29"].map(
    (night) => Date.parse(`${night}T00:00:00Z`) / 1000,
  );
  const hours = fc.array(fc.nat(4 * 24), { minLength: 1, maxLength: 60 });
  fc.assert(
    fc.property(
      fc.constantFrom("Atlantic/Azores", "Pacific/Apia", ...Intl.supportedValuesOf("timeZone")),
      fc.constantFrom(...nights),
      fc.boolean(),
      hours,
      (zone, night, isSorted, later) => {
        const sums = new DaySums(zone);
        const asked = [...new Set(isSorted ? later.toSorted((a, b) => a - b) : later)];
        for (const hour of asked) sums.begin(night + hour * 3_600);
        const { days } = sums.counted();
        expect(days).toEqual(asked.map((hour) => todayIn(zone, new Date((night + hour * 3_600) * 1000))));
      },
    ),
    { numRuns: 300 },
  );
});

test("what was rolled up ahead is not told any more once there is more, or less is wanted", () => {
  const sums = new DaySums("UTC");
  sums.begin(noon);
  sums.add("\t".repeat(11), row);
  sums.ready();
  const all = sums.rolledUp(() => true);
  expect(all?.daily).toHaveLength(3);
  expect(sums.rolledUp(() => false)).toEqual({ daily: [], monthly: [] });
  sums.begin(noon + 24 * 3_600);
  sums.add("\t".repeat(11), row);
  expect(sums.rolledUp(() => true)?.daily).toHaveLength(6);
  expect(all?.daily).toHaveLength(3);
});
