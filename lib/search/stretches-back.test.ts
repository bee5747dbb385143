import { expect, test } from "vitest";
import { stretchesBack } from "./stretches-back.ts";

const cut = (newest: string, oldest: string) =>
  [...stretchesBack(new Date(newest), new Date(oldest))].map(({ from, to }) =>
    [from, to].map((at) => at.toISOString().slice(0, 10)),
  );

test("goes back by a month, two, four, without a gap, until the oldest is in", () => {
  expect(cut("2026-11-20T10:00:00Z", "2026-02-27T00:00:00Z")).toEqual([
    ["2026-11-01", "2026-11-20"],
    ["2026-09-01", "2026-11-01"],
    ["2026-05-01", "2026-09-01"],
    ["2025-09-01", "2026-05-01"],
  ]);
});

test("a month that begins with the newest is none of it", () => {
  expect(cut("2026-03-01T00:00:00Z", "2026-02-01T00:00:00Z")).toEqual([["2026-02-01", "2026-03-01"]]);
});

test("there is nothing before the oldest", () => {
  expect(cut("2026-03-01T00:00:00Z", "2026-03-01T00:00:00Z")).toEqual([]);
});
