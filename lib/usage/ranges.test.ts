import { expect, test } from "vitest";
import { daysBetween } from "./days.ts";
import { allowedGranularities, chooseGranularity, listBuckets } from "./granularities.ts";
import { comparedRange, rangeNames, resolveRange } from "./ranges.ts";

const today = "2026-11-22";
const open = { from: null, through: null };

test("the last seven days include today", () => {
  const range = resolveRange({ range: "7d", ...open }, today);
  expect(range).toEqual({ fromOn: "2026-11-16", toOn: "2026-11-23" });
});

test("last month ends where this month begins", () => {
  expect(resolveRange({ range: "lastMonth", ...open }, today).toOn).toBe(
    resolveRange({ range: "month", ...open }, today).fromOn,
  );
});

test("a custom range in the wrong order is put right, and includes its last day", () => {
  const range = resolveRange({ range: "custom", from: "2026-05-09", through: "2026-05-01" }, today);
  expect(range).toEqual({ fromOn: "2026-05-01", toOn: "2026-05-10" });
});

test("a custom range of decades is cut", () => {
  const range = resolveRange({ range: "custom", from: "2000-01-01", through: "2099-12-31" }, today);
  expect(daysBetween(range.fromOn, range.toOn)).toBe(800);
});

test("every range lies before tomorrow's end and holds a day or more", () => {
  for (const range of rangeNames) {
    const { fromOn, toOn } = resolveRange({ range, ...open }, today);
    expect(daysBetween(fromOn, toOn)).toBeGreaterThan(0);
    expect(toOn <= "2026-11-23").toBe(true);
  }
});

test("the previous period is as long and ends where this one begins", () => {
  const range = { fromOn: "2026-11-16", toOn: "2026-11-23" };
  expect(comparedRange(range, "previous")).toEqual({ fromOn: "2026-11-09", toOn: "2026-11-16" });
  expect(comparedRange(range, "year")).toEqual({ fromOn: "2025-11-16", toOn: "2025-11-23" });
  expect(comparedRange(range, "none")).toBeNull();
});

test("hours are offered for two weeks at most, and what is not offered is not drawn", () => {
  const fortnight = { fromOn: "2026-11-01", toOn: "2026-11-15" };
  const longer = { fromOn: "2026-11-01", toOn: "2026-11-16" };
  expect(allowedGranularities(fortnight)).toContain("hour");
  expect(chooseGranularity("hour", fortnight)).toBe("hour");
  expect(chooseGranularity("hour", longer)).toBe("day");
  expect(chooseGranularity(null, { fromOn: "2026-01-01", toOn: "2027-01-01" })).toBe("month");
});

test("weeks and months that a range only touches are columns too", () => {
  const range = { fromOn: "2026-10-31", toOn: "2026-11-03" };
  expect(listBuckets(range, "day")).toEqual(["2026-10-31", "2026-11-01", "2026-11-02"]);
  expect(listBuckets(range, "week")).toEqual(["2026-10-26", "2026-11-02"]);
  expect(listBuckets(range, "month")).toEqual(["2026-10-01", "2026-11-01"]);
});
