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
  const part = (join: Prisma.Sql, condition: Prisma.Sql) => Prisma.sql`(
      SELECT pm.member_id AS "memberId", m.name, m.email, pm.role, pm.added_at AS "addedAt",
        coalesce(m.role = 'owner' AND m.deleted_at IS NULL, false) AS "isOrganizationOwner", ${cut.select}
      FROM project_members pm
      ${join} JOIN members m ON m.organization_id = pm.organization_id AND m.id = pm.member_id
      WHERE pm.organization_id = ${actor.organization.id}::uuid AND pm.project_id = ${projectId}
        AND pm.deleted_at IS NULL ${condition} ${cut.where} ${cut.orderBy} ${cut.limit})`;
  // Whom the mirror knows is found in order (members_by_shown_name), which one outer join over both would not be.
  const known = part(Prisma.empty, Prisma.empty);
  const unknown = part(Prisma.sql`LEFT`, Prisma.sql`AND m.id IS NULL`);
  const read = () =>
    scopedSql<ProjectMemberRow & { place: string[] }>(
      actor,
      Prisma.sql`
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
