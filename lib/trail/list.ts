import { timeRange } from "#lib/audit-events/time-range.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { authorize } from "#lib/auth/permissions.ts";
import { Prisma } from "#lib/generated/prisma/client.ts";
import type { Outcome } from "#lib/generated/prisma/enums.ts";
import type { Page, PageRequest } from "#lib/keyset/keyset.ts";
import { pageSize } from "#lib/keyset/keyset.ts";
import { containing } from "#lib/keyset/search.ts";
import { scopedSql } from "#lib/scoped.ts";
import type { TrailFilter } from "#lib/trail/parse-filter.ts";

/** One operation as it stands now: its latest entry. */
export type TrailRow = {
  id: string;
  operationId: string;
  at: Date;
  actorKind: string;
  actorLabel: string;
  action: string;
  targetKind: string;
  targetLabel: string;
  outcome: Outcome;
};

function mentions(text: string, columns: string[]): Prisma.Sql {
  const pattern = containing(text) ?? Prisma.sql`'%'`;
  return Prisma.sql`(${Prisma.join(
    columns.map((column) => Prisma.sql`lower(entry.${Prisma.raw(column)}) LIKE ${pattern}`),
    " OR ",
  )})`;
}

/** The condition that the list and its export share, over trail AS entry. */
export function whereTrail(actor: Actor, filter: TrailFilter): Prisma.Sql {
  const { since, before } = timeRange(filter, actor.organization.timeZone);
  const conditions = [
    Prisma.sql`entry.organization_id = ${actor.organization.id}::uuid`,
    // The latest entry of an operation says how it ended; the earlier ones are shown with it.
    Prisma.sql`NOT EXISTS (SELECT 1 FROM trail AS later
      WHERE later.operation_id = entry.operation_id AND later.id > entry.id)`,
    filter.actor !== null && mentions(filter.actor, ["actor_label", "actor_id"]),
    filter.target !== null && mentions(filter.target, ["target_label", "target_id"]),
    filter.action !== null && Prisma.sql`entry.action = ANY(${filter.action}::text[])`,
    filter.outcome !== null && Prisma.sql`entry.outcome = ${filter.outcome}::outcome`,
    since !== null && Prisma.sql`entry.at >= ${since.toISOString()}::timestamptz`,
    before !== null && Prisma.sql`entry.at < ${before.toISOString()}::timestamptz`,
  ];
  return Prisma.join(
    conditions.filter((condition) => condition !== false),
    " AND ",
  );
}

const isId = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Where the page begins: a forged cursor reads as none. */
function placeOf({ after, before }: PageRequest): { id: string; isBackwards: boolean } | null {
  if (after && isId.test(after)) return { id: after, isBackwards: false };
  return before && isId.test(before) ? { id: before, isBackwards: true } : null;
}

/** The console's own log, newest first, one row an operation. Entries are in the order of their ids, which hold the time. */
export async function listTrail(
  actor: Actor,
  filter: TrailFilter,
  request: PageRequest,
): Promise<Page<TrailRow>> {
  authorize(actor, "trail.read");
  const place = placeOf(request);
  const isBackwards = place?.isBackwards ?? false;
  const onwards = place
    ? Prisma.sql`AND entry.id ${Prisma.raw(isBackwards ? ">" : "<")} ${place.id}::uuid`
    : Prisma.empty;

  const found = await scopedSql<TrailRow>(
    actor,
    Prisma.sql`
      SELECT entry.id, entry.operation_id AS "operationId", entry.at, entry.actor_kind AS "actorKind",
        entry.actor_label AS "actorLabel", entry.action, entry.target_kind AS "targetKind",
        entry.target_label AS "targetLabel", entry.outcome
      FROM trail AS entry WHERE ${whereTrail(actor, filter)} ${onwards}
      ORDER BY entry.id ${Prisma.raw(isBackwards ? "ASC" : "DESC")} LIMIT ${pageSize + 1}`,
  );
  const hasMore = found.length > pageSize;
  const rows = found.slice(0, pageSize);
  if (isBackwards) rows.reverse();
  return {
    rows,
    next: isBackwards || hasMore ? (rows.at(-1)?.id ?? null) : null,
    previous: (isBackwards ? hasMore : place !== null) ? (rows[0]?.id ?? null) : null,
  };
}
