import type { Actor } from "#lib/auth/actor.ts";
import { authorize } from "#lib/auth/permissions.ts";
import { Prisma } from "#lib/generated/prisma/client.ts";
import type { KeyRow } from "#lib/keys/list.ts";
import { keyColumns } from "#lib/keys/list.ts";
import { scopedSql } from "#lib/scoped.ts";

/** A key with when the mirror last heard of it and, once it is deleted, since when it is gone. */
export type KeyDetail = KeyRow & { mirroredAt: Date; deletedAt: Date | null };

/** One key of one project as mirrored, deleted ones included; null when the mirror knows none of this id. */
export async function getKey(actor: Actor, projectId: string, keyId: string): Promise<KeyDetail | null> {
  authorize(actor, "keys.read");
  const [key] = await scopedSql<KeyDetail>(
    actor,
    Prisma.sql`
      SELECT ${keyColumns}, k.mirrored_at AS "mirroredAt", k.deleted_at AS "deletedAt"
      FROM api_keys k LEFT JOIN projects p ON p.organization_id = k.organization_id AND p.id = k.project_id
      WHERE k.organization_id = ${actor.organization.id}::uuid AND k.project_id = ${projectId} AND k.id = ${keyId}
      LIMIT 1`,
  );
  return key ?? null;
}

/** What to call a key: its name, else what upstream shows of its value. */
export function nameOfKey(key: Pick<KeyRow, "name" | "redactedValue">): string {
  return key.name?.trim() || key.redactedValue;
}
