import { expect, test } from "vitest";
import { addDays, addMonths, daysBetween, firstOfMonth, firstOfWeek, isDay, todayIn } from "./days.ts";

test.each(["2026-02-30", "2026-13-01", "1999-12-31", "2026-1-1", "tomorrow", "", "2026-01-01T00:00:00Z"])(
  "%j is no day",
  (text) => expect(isDay(text)).toBe(false),
);

test("days are counted over the ends of months and years, and over leap days", () => {
  expect(isDay("2028-02-29")).toBe(true);
  expect(addDays("2027-12-31", 1)).toBe("2028-01-01");
  expect(addDays("2028-03-01", -1)).toBe("2028-02-29");
  expect(daysBetween("2026-03-01", "2026-04-01")).toBe(31);
});

test("a month on from the last day of a long month is the last day of a short one", () => {
  expect(addMonths("2026-01-31", 1)).toBe("2026-02-28");
  expect(addMonths("2026-03-31", -1)).toBe("2026-02-28");
  expect(addMonths("2026-01-15", -13)).toBe("2024-12-15");
  expect(firstOfMonth("2026-11-22")).toBe("2026-11-01");
});

test("weeks begin on Monday", () => {
  expect(firstOfWeek("2026-11-22")).toBe("2026-11-16");
  expect(firstOfWeek("2026-11-23")).toBe("2026-11-23");
});

test("today depends on where one is", () => {
  const now = new Date("2026-11-22T15:30:00Z");
  expect(todayIn("Asia/Tokyo", now)).toBe("2026-11-23");
  expect(todayIn("America/Los_Angeles", now)).toBe("2026-11-22");
});
