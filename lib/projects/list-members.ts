import type { Actor } from "#lib/auth/actor.ts";
import { authorize } from "#lib/auth/permissions.ts";
import { Prisma } from "#lib/generated/prisma/client.ts";
import type { Page, PageRequest } from "#lib/keyset/keyset.ts";
import { keyset } from "#lib/keyset/keyset.ts";
import { remember } from "#lib/remembered/remember.ts";
import { scopedSql } from "#lib/scoped.ts";

export type ProjectMemberRow = {
  memberId: string;
  name: string | null;
  email: string | null;
  /** The role in the project, which is not the one in the organization. */
  role: string;
  addedAt: Date | null;
  /** Owns every project through the organization: upstream lets nobody re-role or remove them here. */
  isOrganizationOwner: boolean;
};

/** The members of a project by name, a page at a time. Upstream names them even where the mirror has nobody yet. */
export async function listProjectMembers(
  actor: Actor,
  projectId: string,
  request: PageRequest,
): Promise<Page<ProjectMemberRow>> {
  authorize(actor, "members.read");
  const cut = keyset(
    [
      { expression: Prisma.sql`lower(coalesce(m.name, m.email, ''))`, type: "text" },
      { expression: Prisma.sql`pm.member_id`, type: "text" },
    ],
    false,
    request,
  );
  const { id } = actor.organization;
  const part = (from: Prisma.Sql) => Prisma.sql`(
      SELECT pm.member_id AS "memberId", m.name, m.email, pm.role, pm.added_at AS "addedAt",
        coalesce(m.role = 'owner' AND m.deleted_at IS NULL, false) AS "isOrganizationOwner", ${cut.select}
      FROM project_members pm ${from}
      WHERE pm.organization_id = ${id}::uuid AND pm.project_id = ${projectId} AND pm.deleted_at IS NULL ${cut.where} ${cut.orderBy} ${cut.limit})`;
  // Whom the mirror knows is found in order (members_by_shown_name), and whom it does not know by two indexes read side
  // by side: one outer join over both would read every row of either.
  const known = part(
    Prisma.sql`JOIN members m ON m.organization_id = pm.organization_id AND m.id = pm.member_id`,
  );
  const unknown = part(
    Prisma.sql`JOIN unknown ON unknown.member_id = pm.member_id
      CROSS JOIN (SELECT NULL::text AS name, NULL::text AS email, NULL::text AS role, NULL::timestamptz AS deleted_at) AS m`,
  );
  const read = () =>
    scopedSql<ProjectMemberRow & { place: string[] }>(
      actor,
      Prisma.sql`
        WITH unknown AS MATERIALIZED (
          SELECT member_id FROM project_members AS inside
          WHERE organization_id = ${id}::uuid AND project_id = ${projectId} AND NOT EXISTS (
            SELECT FROM members k WHERE k.organization_id = inside.organization_id AND k.id = inside.member_id)
        )
        SELECT * FROM (${known} UNION ALL ${unknown}) AS named ${cut.orderByPlace} ${cut.limit}`,
    );
  // Of a project with tens of thousands of members all are looked through for whom the mirror does not know.
  const rows = await remember(actor, {
    name: "listProjectMembers",
    asked: [projectId, request.after, request.before],
    of: ["project_members", "members"],
    read,
  });
  return cut.page(rows);
}
