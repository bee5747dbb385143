import type { EventPlace } from "#lib/audit-events/event-place.ts";
import type { EventRow } from "#lib/audit-events/list.ts";
import { eventColumns, newestFirst } from "#lib/audit-events/list.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { DomainError } from "#lib/errors.ts";
import { Prisma } from "#lib/generated/prisma/client.ts";
import { scopedSql } from "#lib/scoped.ts";
import type { StretchOfTime } from "./stretches-back.ts";
import { stretchesBack } from "./stretches-back.ts";

type Asked = {
  /** Events before this one in time are looked through. */
  place: EventPlace;
  oldest: Date;
  /** What is true of those that are looked for. */
  condition: Prisma.Sql;
  atMost: number;
  /** By performance.now(). */
  endsAt: number;
};

/** Postgres' own work on a stretch is not begun for less. */
const leastMs = 5;

function statementFor(actor: Actor, { from, to }: StretchOfTime, { place, condition }: Asked, limit: number) {
  const [at, begins, ends] = [place.effectiveAt, from, to].map((moment) => moment.toISOString());
  return Prisma.sql`
    SELECT ${eventColumns}, NULL AS "smallRaw" FROM facts.audit_events
    WHERE organization_id = ${actor.organization.id}::uuid
      AND effective_at >= ${begins}::timestamptz AND effective_at < ${ends}::timestamptz
      AND (effective_at, id) < (${at}::timestamptz, ${place.id}) AND ${condition}
    ${newestFirst} LIMIT ${limit}`;
}

/** The rows of a stretch; null where Postgres needed longer. */
async function readWithin(actor: Actor, statement: Prisma.Sql, withinMs: number): Promise<EventRow[] | null> {
  try {
    return await scopedSql<EventRow>(actor, statement, { withinMs });
  } catch (error) {
    if (error instanceof DomainError && error.key === "tookTooLong") return null;
    throw error;
  }
}

/**
 * Events before a place that a condition is true of, newest first, as far back as there is time for;
 * Postgres ends what takes longer. backTo: all from then on were looked at; null where more would be no use,
 * as everything was or as many as asked for are found.
 */
export async function findOlderEvents(
  actor: Actor,
  asked: Asked,
): Promise<{ rows: EventRow[]; backTo: Date | null }> {
  const rows: EventRow[] = [];
  const newest = new Date(asked.place.effectiveAt.getTime() + 1000);
  for (const stretch of stretchesBack(newest, asked.oldest)) {
    const left = Math.floor(asked.endsAt - performance.now());
    const statement = statementFor(actor, stretch, asked, asked.atMost - rows.length);
    const found = left < leastMs ? null : await readWithin(actor, statement, left);
    if (!found) return { rows, backTo: stretch.to };
    rows.push(...found);
    if (rows.length >= asked.atMost) break;
  }
  return { rows, backTo: null };
}
