import { expect, test } from "vitest";
import { daysBetween } from "./days.ts";
import { allowedGranularities, chooseGranularity, listBuckets } from "./granularities.ts";
import { rangeNames } from "./range-names.ts";
import { comparedRange, resolveRange } from "./ranges.ts";

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

test("days that just roll on are held against as many right before", () => {
  const range = { fromOn: "2026-11-16", toOn: "2026-11-23" };
  expect(comparedRange(range, "previous")).toMatchObject({ fromOn: "2026-11-09", toOn: "2026-11-16" });
  expect(comparedRange(range, "none")).toBeNull();
});

test("the same days of last year are the same dates, or the same weekdays 52 weeks earlier", () => {
  const range = { fromOn: "2026-11-16", toOn: "2026-11-23" };
  expect(comparedRange(range, "year")).toMatchObject({ fromOn: "2025-11-16", toOn: "2025-11-23" });
  expect(comparedRange(range, "weeks")).toMatchObject({ fromOn: "2025-11-17", toOn: "2025-11-24" });
});

test("the running month is held against the same part of the month before, and a whole one against a whole one", () => {
  const running = resolveRange({ range: "month", ...open }, today);
  expect(comparedRange(running, "previous", "month")).toMatchObject({
    fromOn: "2026-10-01",
    toOn: "2026-10-23",
  });
  const last = resolveRange({ range: "lastMonth", ...open }, today);
  expect(comparedRange(last, "previous", "lastMonth")).toMatchObject({
    fromOn: "2026-09-01",
    toOn: "2026-10-01",
  });
  const quarter = { fromOn: "2026-07-01", toOn: "2026-10-01" };
  expect(comparedRange(quarter, "previous")).toMatchObject({ fromOn: "2026-04-01", toOn: "2026-07-01" });
  const endOfMarch = { fromOn: "2026-03-01", toOn: "2026-04-01" };
  expect(comparedRange(endOfMarch, "previous", "month")).toMatchObject({
    fromOn: "2026-02-01",
    toOn: "2026-03-01",
  });
});

test("a leap day is part of its year's February, and of no other", () => {
  const february = { fromOn: "2028-02-01", toOn: "2028-03-01" };
  expect(comparedRange(february, "year")).toMatchObject({ fromOn: "2027-02-01", toOn: "2027-03-01" });
  const after = { fromOn: "2029-02-01", toOn: "2029-03-01" };
  expect(comparedRange(after, "year")).toMatchObject({ fromOn: "2028-02-01", toOn: "2028-03-01" });
  const leapDay = { fromOn: "2028-02-29", toOn: "2028-03-01" };
  expect(comparedRange(leapDay, "weeks")).toMatchObject({ fromOn: "2027-03-02", toOn: "2027-03-03" });
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
