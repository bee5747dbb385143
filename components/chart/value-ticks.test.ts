import { expect, test } from "vitest";
import type { ChartContent } from "#components/chart/chart-series.ts";
import { secondTicks } from "#components/chart/value-ticks.ts";

function content(columns: string[][], compared?: string[]): ChartContent {
  const buckets = columns[0]?.map((_, index) => `2026-11-0${index + 1}`) ?? [];
  return {
    label: "Audio length",
    unit: "seconds",
    granularity: "day",
    buckets,
    series: columns.map((values, index) => ({ id: `s${index}`, label: `s${index}`, values })),
    rows: { address: "/", by: "model", spans: buckets.map((day) => ({ from: day, through: day })) },
    ...(compared && { compared: { label: "before", values: compared } }),
  };
}

test("hours are marked at round hours, minutes at round minutes, seconds at round seconds", () => {
  expect(secondTicks(content([["64800", "3600"]]), [])).toEqual(
    [0, 5, 10, 15, 20].map((hours) => hours * 3600),
  );
  expect(secondTicks(content([["600"]]), [])).toEqual([0, 2, 4, 6, 8, 10].map((minutes) => minutes * 60));
  expect(secondTicks(content([["9"]]), [])).toEqual([0, 2, 4, 6, 8, 10]);
  expect(secondTicks(content([["724000"]]), []).at(-1)).toBe(250 * 3600);
});

test("the last mark is above the highest stack and the comparison, without what is hidden", () => {
  const two = content([["7000"], ["7000"]], ["30000"]);
  expect(secondTicks(two, []).at(-1)).toBeGreaterThanOrEqual(30_000);
  expect(secondTicks(content([["7000"], ["7000"]]), []).at(-1)).toBe(14_400);
  expect(secondTicks(content([["7000"], ["7000"]]), ["s1"]).at(-1)).toBe(7_200);
});

test("nothing at all has an axis too", () => {
  expect(secondTicks(content([["0", "0"]]), [])).toEqual([0, 1]);
});
