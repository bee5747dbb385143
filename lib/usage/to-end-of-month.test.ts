import { expect, test } from "vitest";
import { splitMonths } from "#lib/rollups/split-months.ts";
import { toEndOfMonth } from "./to-end-of-month.ts";

test("thirty days up to today are the running month and the days before it", () => {
  const days = toEndOfMonth({ fromOn: "2026-10-27", toOn: "2026-11-26" }, "2026-11-25");
  expect(splitMonths(days)).toEqual({
    months: { fromOn: "2026-11-01", toOn: "2026-12-01" },
    edges: [{ fromOn: "2026-10-27", toOn: "2026-11-01" }],
  });
});

test("on the last day of a month it ends with it, and days that are over stay as they are", () => {
  const last = { fromOn: "2026-11-01", toOn: "2026-12-01" };
  expect(splitMonths(toEndOfMonth(last, "2026-11-30")).months).toMatchObject({ fromOn: "2026-11-01" });
  const past = { fromOn: "2026-10-02", toOn: "2026-10-20" };
  expect(toEndOfMonth(past, "2026-11-25")).toEqual(past);
});
