import type { Actor } from "#lib/auth/actor.ts";
import { authorize } from "#lib/auth/permissions.ts";
import { Prisma } from "#lib/generated/prisma/client.ts";
import { scopedSql } from "#lib/scoped.ts";

export type MemberGroup = { id: string; name: string; isScimManaged: boolean };

/** The groups that a member is in, by name; 200 at most. */
export async function listMemberGroups(actor: Actor, memberId: string): Promise<MemberGroup[]> {
  authorize(actor, "members.read");
  return scopedSql<MemberGroup>(
    actor,
    Prisma.sql`
      SELECT g.id, g.name, g.is_scim_managed AS "isScimManaged"
      FROM group_members gm
      JOIN groups g ON g.organization_id = gm.organization_id AND g.id = gm.group_id AND g.deleted_at IS NULL
      WHERE gm.organization_id = ${actor.organization.id}::uuid
        AND gm.member_id = ${memberId} AND gm.deleted_at IS NULL
      ORDER BY lower(g.name), g.id
      LIMIT 200`,
  );
}
