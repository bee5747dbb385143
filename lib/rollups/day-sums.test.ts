import { expect, test } from "vitest";
import { DaySums } from "#lib/rollups/day-sums.ts";

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
