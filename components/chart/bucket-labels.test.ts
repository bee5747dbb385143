import { expect, test } from "vitest";
import { createFormat } from "#lib/i18n/format.ts";
import { axisTicks, bucketName, bucketTick } from "./bucket-labels.ts";

const tokyo = createFormat("en", "Asia/Tokyo");

function hoursFrom(start: string, count: number): string[] {
  return Array.from({ length: count }, (_, hour) =>
    new Date(Date.parse(start) + hour * 3_600_000).toISOString(),
  );
}

test("a long axis of hours is marked where local days begin, a short one is left to itself", () => {
  const hours = hoursFrom("2026-11-01T15:00:00Z", 72);
  expect(axisTicks(tokyo, "hour", hours)).toEqual([hours[0], hours[24], hours[48]]);
  expect(axisTicks(tokyo, "hour", hours.slice(0, 48))).toBeUndefined();
  expect(axisTicks(tokyo, "day", ["2026-11-01"])).toBeUndefined();
});

test("hours are named in the organization's zone, days and months in none", () => {
  expect(bucketName(tokyo, "hour", "2026-11-01T15:00:00Z")).toMatch(/Nov 2, 2026, 12:00\sAM/);
  expect(bucketTick(tokyo, "hour", "2026-11-01T15:00:00Z", true)).toBe("Nov 2, 2026");
  expect(bucketName(tokyo, "day", "2026-11-01")).toBe("Nov 1, 2026");
  expect(bucketTick(tokyo, "day", "2026-11-01", false)).toBe("Nov 1");
  expect(bucketName(tokyo, "month", "2026-11-01")).toBe("November 2026");
});
