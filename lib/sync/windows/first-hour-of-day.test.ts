import { expect, test } from "vitest";
import { firstHourOfDay } from "./first-hour-of-day.ts";

test.each([
  ["2026-05-05T00:00:00Z", "UTC", "2026-05-05T00:00:00.000Z"],
  ["2026-05-05T00:00:01Z", "UTC", "2026-05-06T00:00:00.000Z"],
  ["2026-05-05T14:00:00Z", "Asia/Tokyo", "2026-05-05T15:00:00.000Z"],
  ["2026-05-05T10:00:00Z", "Asia/Kathmandu", "2026-05-05T19:00:00.000Z"],
  ["2026-03-28T12:00:00Z", "Europe/Berlin", "2026-03-28T23:00:00.000Z"],
  ["2026-03-29T12:00:00Z", "Europe/Berlin", "2026-03-29T22:00:00.000Z"],
  ["2026-12-31T12:00:00Z", "America/Los_Angeles", "2027-01-01T08:00:00.000Z"],
])("from %s on in %s a day begins with the hour of %s", (at, zone, expected) => {
  expect(new Date(firstHourOfDay(Date.parse(at) / 1000, zone) * 1000).toISOString()).toBe(expected);
});
