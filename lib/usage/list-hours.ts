import type { Actor } from "#lib/auth/actor.ts";
import { authorize } from "#lib/auth/permissions.ts";
import { db } from "#lib/db.ts";
import type { DayRange } from "./days.ts";

type Hour = { hour: string; local: string };

async function readHours(actor: Actor, days: DayRange): Promise<Hour[]> {
  authorize(actor, "usage.read");
  const { timeZone } = actor.organization;
  return db.$queryRaw<Hour[]>`
    SELECT to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS hour,
      to_char(at AT TIME ZONE ${timeZone}, 'YYYY-MM-DD"T"HH24') AS local
    FROM generate_series(
      date_trunc('hour', facts.day_begins(${days.fromOn}::date, ${timeZone}) + interval '59 minutes 59 seconds', 'UTC'),
      facts.day_begins(${days.toOn}::date, ${timeZone}) - interval '1 second',
      interval '1 hour'
    ) AS at`;
}

/**
 * The hours of some local days as ISO instants: 23 or 25 of them on the day the clocks change. Postgres lists
 * them, so that they agree with its own idea of where a local day begins.
 */
export async function listHours(actor: Actor, days: DayRange): Promise<string[]> {
  return (await readHours(actor, days)).map(({ hour }) => hour);
}

/** The same as the organization's clocks show them, "2026-03-29T03"; the hour that is lived twice stands twice. */
export async function listLocalHours(actor: Actor, days: DayRange): Promise<string[]> {
  return (await readHours(actor, days)).map(({ local }) => local);
}
