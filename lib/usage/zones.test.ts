import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import type { Actor } from "#lib/auth/actor.ts";
import { pool } from "#lib/db-writer.ts";
import { timeZones } from "#lib/organizations/time-zones.ts";
import { anActor, anOrganization } from "#lib/testing/factories.ts";
import { addDays, todayIn } from "#lib/usage/days.ts";
import { listHours, listLocalHours } from "#lib/usage/list-hours.ts";

/** Where clocks do odd things: half hours, midnight itself, two hours, whole days that never were. */
const oddZones = [
  "Australia/Lord_Howe",
  "Asia/Kathmandu",
  "America/St_Johns",
  "Africa/Cairo",
  "Asia/Beirut",
  "America/Asuncion",
  "America/Havana",
  "Atlantic/Azores",
  "America/Sao_Paulo",
  "Antarctica/Troll",
  "Pacific/Apia",
  "Pacific/Chatham",
  "Europe/Dublin",
  "Asia/Tokyo",
  "Europe/Berlin",
  "UTC",
];

/** The past: what laws will say of clocks, one of the two may not have heard yet. */
const moment = fc.date({ min: new Date("2001-01-01"), max: new Date("2025-12-31"), noInvalidDate: true });
const day = moment.map((at) => at.toISOString().slice(0, 10));

test("every zone that can be chosen is one that Postgres knows", async () => {
  const { rows } = await pool.query<{ zone: string }>(
    `SELECT zone FROM unnest($1::text[]) AS zone
     WHERE NOT EXISTS (SELECT FROM pg_timezone_names WHERE lower(name) = lower(zone))`,
    [timeZones],
  );
  expect(rows.map(({ zone }) => zone)).toEqual([]);
});

test("what day it is, is the same to Postgres in every zone", async () => {
  const asked = fc.sample(fc.record({ zone: fc.constantFrom(...timeZones), at: moment }), 3_000);
  const { rows } = await pool.query<{ day: string }>(
    `SELECT to_char(at AT TIME ZONE zone, 'YYYY-MM-DD') AS day
     FROM unnest($1::timestamptz[], $2::text[]) WITH ORDINALITY AS asked (at, zone, place) ORDER BY place`,
    [asked.map(({ at }) => at), asked.map(({ zone }) => zone)],
  );
  const named = (each: string, place: number) =>
    `${asked[place]?.zone} ${asked[place]?.at.toISOString()} ${each}`;
  const here = asked.map(({ zone, at }, place) => named(todayIn(zone, at), place));
  expect(here).toEqual(rows.map((row, place) => named(row.day, place)));
});

let actors: Actor[];
beforeAll(async () => {
  actors = await Promise.all(
    oddZones.map(async (timeZone) => anActor({ organization: await anOrganization({ timeZone }) })),
  );
});

/** Days of the zone that are not of twenty-four hours to Postgres, and those beside them; days at random with them. */
async function daysToTry(zone: string): Promise<string[]> {
  const { rows } = await pool.query<{ day: string }>(
    `SELECT to_char(day + beside, 'YYYY-MM-DD') AS day
     FROM generate_series('2019-01-01'::timestamp, '2026-12-01', interval '1 day') AS day,
       (VALUES (interval '0'), (interval '-1 day')) AS beside (beside)
     WHERE (day + interval '1 day') AT TIME ZONE $1 - day AT TIME ZONE $1 <> interval '24 hours'`,
    [zone],
  );
  return [
    ...fc.sample(fc.constantFrom(...rows.map((row) => row.day), "2026-11-25"), 5),
    ...fc.sample(day, 2),
  ];
}

test.each(oddZones.map((zone, place) => [zone, place] as const))(
  "in %s the hours of some days follow one another, begin on them, and are those of each day in turn",
  async (zone, place) => {
    const actor = actors[place];
    if (!actor) throw new Error("There is nobody.");
    for (const fromOn of await daysToTry(zone)) {
      const days = { fromOn, toOn: addDays(fromOn, 3) };
      const hours = await listHours(actor, days);
      const moments = hours.map((hour) => Date.parse(hour));
      for (const [at, moment] of moments.entries()) {
        if (at > 0) expect(moment - (moments[at - 1] ?? 0)).toBe(3_600_000);
        const local = todayIn(zone, new Date(moment));
        expect(local >= days.fromOn && local < days.toOn, `${hours[at]} is of ${local}`).toBe(true);
      }
      const before = new Date((moments[0] ?? 0) - 3_600_000);
      expect(todayIn(zone, before) < fromOn, `${before.toISOString()} is of ${fromOn} too`).toBe(true);
      for (const later of [0, 1, 2]) {
        const on = addDays(fromOn, later);
        const own = await listHours(actor, { fromOn: on, toOn: addDays(on, 1) });
        expect([on, ...new Set(own.map((hour) => todayIn(zone, new Date(hour))))]).toEqual([on, on]);
      }
      const single = [0, 1, 2].map((later) => ({
        fromOn: addDays(fromOn, later),
        toOn: addDays(fromOn, later + 1),
      }));
      expect((await Promise.all(single.map((one) => listHours(actor, one)))).flat()).toEqual(hours);
      expect(await listLocalHours(actor, days)).toHaveLength(hours.length);
    }
  },
);
