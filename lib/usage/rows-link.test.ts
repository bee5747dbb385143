import fc from "fast-check";
import { expect, test } from "vitest";
import { reader } from "#lib/db-writer.ts";
import { addDays } from "./days.ts";
import { loadRowsLink, parseRowsQuery } from "./parse-rows.ts";

const today = "2026-11-22";
const hourOf = (hour: string) => parseRowsQuery(loadRowsLink({ hour }), today).hour;

test("an hour of the calendar is taken as it stands, those of zones off the full hour too", () => {
  for (const hour of ["2026-03-29T01:00:00Z", "2028-02-29T23:00:00Z", "2026-03-29T18:15:00Z"])
    expect(hourOf(hour)).toBe(hour);
});

test.each([
  "2026-02-30T10:00:00Z",
  "2026-04-31T00:00:00Z",
  "2027-02-29T00:00:00Z",
  "2026-01-01T24:00:00Z",
  "2026-01-01T10:60:00Z",
  "2026-01-01T10:00:01Z",
  "2026-01-01T10:00:00",
  "2026-01-01T10:00:00ZT",
  "1999-01-01T10:00:00Z",
  "2026-01-01T10:00:00Z'; --",
  "",
])("%j is no hour", (hour) => expect(hourOf(hour)).toBeNull());

test("whatever is taken for an hour, Postgres takes for the same moment", async () => {
  const part = fc.integer({ min: 0, max: 62 }).map((value) => String(value).padStart(2, "0"));
  const text = fc
    .tuple(fc.integer({ min: 1998, max: 2101 }), part, part, part, part)
    .map(([year, month, day, hour, minute]) => `${year}-${month}-${day}T${hour}:${minute}:00Z`);
  const near = fc
    .tuple(fc.integer({ min: 0, max: 36_000 }), fc.integer({ min: 0, max: 25 }))
    .map(([days, hour]) => `${addDays("2000-01-01", days)}T${String(hour).padStart(2, "0")}:00:00Z`);
  const taken = fc.sample(fc.oneof(text, near), 400).flatMap((hour) => hourOf(hour) ?? []);
  expect(taken.length).toBeGreaterThan(50);
  const found = await reader.$queryRaw<{ at: Date }[]>`
    SELECT hour::timestamptz AS at FROM unnest(${taken}::text[]) WITH ORDINALITY AS given (hour, place) ORDER BY place`;
  expect(found.map(({ at }) => at.toISOString().replace(".000Z", "Z"))).toEqual(taken);
});
