import type { Actor } from "#lib/auth/actor.ts";
import { authorize } from "#lib/auth/permissions.ts";
import type { Download } from "#lib/exports/open.ts";
import { plainColumns, textColumns } from "#lib/exports/csv-column.ts";
import { Prisma } from "#lib/generated/prisma/client.ts";
import { exportTable } from "#lib/keyset/export-table.ts";

/** The members of a project by name, as CSV. Times are UTC. Throws DomainError "forbidden". */
export async function exportProjectMembers(
  actor: Actor,
  projectId: string,
  leaving: AbortSignal,
): Promise<Download> {
  authorize(actor, "members.read");
  authorize(actor, "projects.read");
  const columns = [
    ...textColumns("pm", ["project_id", "member_id"]),
    ...textColumns("m", ["name", "email"]),
    ...textColumns("pm", ["role"]),
    ...plainColumns("pm", ["added_at"]),
  ];
  const source = Prisma.sql`FROM project_members pm
    LEFT JOIN members m ON m.organization_id = pm.organization_id AND m.id = pm.member_id
    WHERE pm.organization_id = ${actor.organization.id}::uuid AND pm.project_id = ${projectId}
      AND pm.deleted_at IS NULL
    ORDER BY lower(coalesce(m.name, m.email, '')), pm.member_id`;
  return exportTable(actor, { name: "project-members", filters: { projectId }, columns, source }, leaving);
}
