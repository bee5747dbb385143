import type { Actor } from "#lib/auth/actor.ts";
import { Prisma } from "#lib/generated/prisma/client.ts";
import { scopedSql } from "#lib/scoped.ts";

/** Columns with an index of their own after the organization. */
type Column = "type" | "actor_email" | "project_id";

/** The first `most` values of one column, by one index look-up each: the log is not read, however long it is. */
export async function distinctValues(actor: Actor, name: Column, most: number): Promise<string[]> {
  const column = Prisma.raw(name);
  const next = (after: Prisma.Sql) => Prisma.sql`
    SELECT ${column} AS value FROM facts.audit_events
    WHERE organization_id = ${actor.organization.id}::uuid AND ${column} > ${after} ORDER BY ${column} LIMIT 1`;
  const rows = await scopedSql<{ value: string }>(
    actor,
    Prisma.sql`
      WITH RECURSIVE found AS (
        (${next(Prisma.sql`''`)})
        UNION ALL
        SELECT (${next(Prisma.sql`found.value`)}) FROM found WHERE found.value IS NOT NULL
      )
      SELECT value FROM found WHERE value IS NOT NULL LIMIT ${most}`,
  );
  return rows.map(({ value }) => value);
}
