import type { Actor } from "#lib/auth/actor.ts";
import { Prisma } from "#lib/generated/prisma/client.ts";
import { scopedSql } from "#lib/scoped.ts";

/** Events of so many values are looked up by their indexes; those of more are read in the order of time. */
export const mostValues = 500;

/** Runs a statement of one organization: scopedSql, or a snapshot's own way. */
export type Ask = <Row extends object>(actor: Actor, statement: Prisma.Sql) => Promise<Row[]>;

/** until: when the last month ends that has an event of theirs (UTC, exclusive). */
type Found = { column: string; values: string[]; count: number; until: string };

function valuesLike(actor: Actor, pattern: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`FROM facts.audit_values WHERE organization_id = ${actor.organization.id}::uuid AND text LIKE ${pattern}`;
}

/** The values that hold a text, by the column that finds their events; of more than mostValues only some. */
function findValues(actor: Actor, pattern: Prisma.Sql, ask: Ask): Promise<Found[]> {
  return ask<Found>(
    actor,
    Prisma.sql`
      SELECT found_by AS column, array_agg(DISTINCT value) AS values, count(*)::int AS count,
        (max(used_until) + interval '1 month')::date::text AS until
      FROM (
        SELECT found_by, value, used_until ${valuesLike(actor, pattern)} LIMIT ${mostValues + 1}
      ) AS holding GROUP BY found_by`,
  );
}

/** When the last month ends (UTC, exclusive) in which an event has a value that holds a text. */
async function lastUse(actor: Actor, pattern: Prisma.Sql, ask: Ask): Promise<string | undefined> {
  const [last] = await ask<{ until: string }>(
    actor,
    Prisma.sql`SELECT (used_until + interval '1 month')::date::text AS until ${valuesLike(actor, pattern)}
      ORDER BY used_until DESC LIMIT 1`,
  );
  return last?.until;
}

function isBefore(until: string): Prisma.Sql {
  return Prisma.sql`effective_at < (${until}::date AT TIME ZONE 'UTC')`;
}

/** What was shared holds the text. Said so that Postgres expects it of half the events that a value leads to. */
const shares = (pattern: Prisma.Sql) => Prisma.sql`coalesce(repeated_text LIKE ${pattern}, false)`;

/** A text anywhere in an event, for few events that are read anyway. */
export function holdsAnywhere(pattern: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`(search_text LIKE ${pattern} OR repeated_text LIKE ${pattern})`;
}

/**
 * The condition on facts.audit_events for text that is like a pattern: in what is an event's own, or in what it shares
 * with others. No pattern holds the end of a line, so that what it finds is within one text value.
 */
export async function holding(actor: Actor, pattern: Prisma.Sql, ask: Ask = scopedSql): Promise<Prisma.Sql> {
  const found = await findValues(actor, pattern, ask);
  const ways = [Prisma.sql`search_text LIKE ${pattern}`];
  if (found.reduce((sum, { count }) => sum + count, 0) > mostValues) {
    const until = (await lastUse(actor, pattern, ask)) ?? "infinity";
    ways.push(Prisma.sql`(${isBefore(until)} AND repeated_text LIKE ${pattern})`);
  } else {
    for (const { column, values, until } of found) {
      const name = Prisma.raw(column);
      // The index of addresses leaves the empty one out.
      ways.push(Prisma.sql`(${name} = ANY(${values}::text[]) AND ${name} <> '' AND ${isBefore(until)}
        AND ${shares(pattern)})`);
    }
  }
  return Prisma.sql`(${Prisma.join(ways, " OR ")})`;
}
