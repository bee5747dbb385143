import type { Actor } from "#lib/auth/actor.ts";
import { db } from "#lib/db.ts";
import type { DayRange } from "./days.ts";

/**
 * The hours of some local days as ISO instants: 23 or 25 of them on the day the clocks change. Postgres lists
 * them, so that they agree with its own idea of where a local day begins.
 */
export async function listHours(actor: Actor, days: DayRange): Promise<string[]> {
  const { timeZone } = actor.organization;
  const rows = await db.$queryRaw<{ hour: string }[]>`
    SELECT to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS hour
    FROM generate_series(
      date_trunc('hour', (${days.fromOn}::timestamp AT TIME ZONE ${timeZone}) + interval '59 minutes 59 seconds', 'UTC'),
      (${days.toOn}::timestamp AT TIME ZONE ${timeZone}) - interval '1 second',
      interval '1 hour'
    ) AS at`;
  return rows.map(({ hour }) => hour);
}
