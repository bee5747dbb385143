import fc from "fast-check";
import { expect, test } from "vitest";
import { timeRange } from "#lib/audit-events/time-range.ts";
import { pool } from "#lib/db-writer.ts";
import { timeZones } from "#lib/organizations/time-zones.ts";
import { addDays, todayIn } from "#lib/usage/days.ts";

const millisecond = 1;

test("a day begins with its first moment and ends with its last, in every zone and however clocks change", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...timeZones, "America/Havana", "Atlantic/Azores", "Africa/Cairo", "Asia/Beirut"),
      fc.date({ min: new Date("2005-01-01"), max: new Date("2026-12-31"), noInvalidDate: true }),
      (zone, at) => {
        const on = todayIn(zone, at);
        const { since, before } = timeRange({ from: on, to: on }, zone);
        if (!since || !before) throw new Error("A day has a beginning and an end.");
        const dayAt = (moment: Date, offset: number) => todayIn(zone, new Date(moment.getTime() + offset));
        expect([dayAt(since, -millisecond) < on, dayAt(since, 0)]).toEqual([true, on]);
        expect([dayAt(before, -millisecond), dayAt(before, 0) > on]).toEqual([on, true]);
        expect(since <= at && at < before).toBe(true);
      },
    ),
    {
      numRuns: 3_000,
      examples: [
        ["Atlantic/Azores", new Date("2026-10-25T00:30:00Z")],
        ["America/Havana", new Date("2026-11-01T04:30:00Z")],
      ],
    },
  );
});

test("the end of one day is the beginning of the next, and both are where usage has them", async () => {
  const asked = fc.sample(
    fc.record({
      zone: fc.constantFrom(...timeZones),
      on: fc
        .date({ min: new Date("2005-01-01"), max: new Date("2025-12-31"), noInvalidDate: true })
        .map((at) => at.toISOString().slice(0, 10)),
    }),
    800,
  );
  const { rows } = await pool.query<{ at: Date }>(
    `SELECT facts.day_begins(day::date, zone) AS at
     FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS asked (day, zone, place) ORDER BY place`,
    [asked.map(({ on }) => on), asked.map(({ zone }) => zone)],
  );
  for (const [place, { zone, on }] of asked.entries()) {
    const { since } = timeRange({ from: on, to: null }, zone);
    expect(timeRange({ from: null, to: addDays(on, -1) }, zone).before).toEqual(since);
    // A day that never was (Samoa's 30 December 2011) begins nowhere.
    if (since && todayIn(zone, since) === on) expect(since, `${zone} ${on}`).toEqual(rows[place]?.at);
  }
});

test("a time of the clock is that moment, and none is no limit", () => {
  const range = timeRange({ from: "2026-11-22T09:30", to: "2026-11-22T09:30:15" }, "Asia/Tokyo");
  expect(range.since?.toISOString()).toBe("2026-11-22T00:30:00.000Z");
  expect(range.before?.toISOString()).toBe("2026-11-22T00:30:15.000Z");
  expect(timeRange({ from: null, to: null }, "Asia/Tokyo")).toEqual({ since: null, before: null });
});
