import type { Actor } from "#lib/auth/actor.ts";
import { authorize } from "#lib/auth/permissions.ts";
import { Prisma } from "#lib/generated/prisma/client.ts";
import { remember } from "#lib/remembered/remember.ts";
import { scopedSql } from "#lib/scoped.ts";

/**
 * How many of those who can hold a role were asked for, each place where they can hold one counted by itself, and
 * when the one was that was asked for the longest ago (ISO; null if nobody was).
 */
export type RoleCoverage = { asked: number; total: number; oldestAt: string | null };

/** People and groups, in the organization and in each project that is not archived, as they are mirrored. */
export async function roleCoverage(actor: Actor): Promise<RoleCoverage> {
  authorize(actor, "streams.read");
  const [row] = await remember(actor, {
    name: "roleCoverage",
    asked: null,
    of: ["members", "groups", "projects", "project_members", "project_groups", "role_reads"],
    read: () => count(actor),
  });
  const { asked = 0, total = 0, oldestAt = null } = row ?? {};
  return { asked, total, oldestAt: oldestAt?.toISOString() ?? null };
}

function count(actor: Actor): Promise<{ asked: number; total: number; oldestAt: Date | null }[]> {
  const { id } = actor.organization;
  const living = (table: string) =>
    Prisma.sql`${Prisma.raw(table)} WHERE organization_id = ${id}::uuid AND deleted_at IS NULL`;
  const isInUse = Prisma.sql`project_id IN (SELECT id FROM ${living("projects")} AND status IS DISTINCT FROM 'archived')`;
  return scopedSql(
    actor,
    Prisma.sql`WITH principals AS (
        SELECT '' AS project_id, 'user' AS kind, id FROM ${living("members")}
        UNION ALL SELECT '', 'group', id FROM ${living("groups")}
        UNION ALL SELECT project_id, 'user', member_id FROM ${living("project_members")} AND ${isInUse}
        UNION ALL SELECT project_id, 'group', group_id FROM ${living("project_groups")} AND ${isInUse})
      SELECT count(*)::int AS total, count(reads.read_at)::int AS asked, min(reads.read_at) AS "oldestAt"
      FROM principals LEFT JOIN role_reads AS reads ON reads.organization_id = ${id}::uuid
        AND reads.project_id = principals.project_id AND reads.principal_kind = principals.kind
        AND reads.principal_id = principals.id`,
  );
}
