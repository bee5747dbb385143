import type { Actor } from "#lib/auth/actor.ts";
import { authorize, can } from "#lib/auth/permissions.ts";
import { Prisma } from "#lib/generated/prisma/client.ts";
import { scopedSql } from "#lib/scoped.ts";

export type ServiceAccountRow = {
  id: string;
  name: string | null;
  role: string | null;
  createdAt: Date | null;
  /** null for those who may not see keys. */
  keyCount: number | null;
};

/** The service accounts of a project by name; 500 at most. */
export async function listServiceAccounts(actor: Actor, projectId: string): Promise<ServiceAccountRow[]> {
  authorize(actor, "projects.read");
  const keys = can(actor, "keys.read")
    ? Prisma.sql`(SELECT count(*)::int FROM api_keys k WHERE k.organization_id = a.organization_id
        AND k.owner_id = a.id AND k.deleted_at IS NULL)`
    : Prisma.sql`NULL::int`;
  return scopedSql<ServiceAccountRow>(
    actor,
    Prisma.sql`
      SELECT a.id, a.name, a.role, a.created_at AS "createdAt", ${keys} AS "keyCount"
      FROM service_accounts a
      WHERE a.organization_id = ${actor.organization.id}::uuid AND a.project_id = ${projectId}
        AND a.deleted_at IS NULL
      ORDER BY lower(coalesce(a.name, '')), a.id
      LIMIT 500`,
  );
}
