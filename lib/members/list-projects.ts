import type { Actor } from "#lib/auth/actor.ts";
import { authorize } from "#lib/auth/permissions.ts";
import { Prisma } from "#lib/generated/prisma/client.ts";
import { scopedSql } from "#lib/scoped.ts";

export type MemberProject = {
  id: string;
  name: string | null;
  role: string;
  addedAt: Date | null;
  archivedAt: Date | null;
};

/** The projects that a member is in, by name; 200 at most. Owners of the organization own every project besides. */
export async function listMemberProjects(actor: Actor, memberId: string): Promise<MemberProject[]> {
  authorize(actor, "projects.read");
  return scopedSql<MemberProject>(
    actor,
    Prisma.sql`
      SELECT p.id, p.name, pm.role, pm.added_at AS "addedAt", p.archived_at AS "archivedAt"
      FROM project_members pm
      JOIN projects p ON p.organization_id = pm.organization_id AND p.id = pm.project_id AND p.deleted_at IS NULL
      WHERE pm.organization_id = ${actor.organization.id}::uuid
        AND pm.member_id = ${memberId} AND pm.deleted_at IS NULL
      ORDER BY p.archived_at IS NOT NULL, lower(coalesce(p.name, '')), p.id
      LIMIT 200`,
  );
}
