import type { StepTransaction } from "#lib/sync/reader.ts";

/**
 * Marks as gone, as of sweptAt, the rows of a table whose parent no longer is: a project archived or removed,
 * a group deleted. living is the condition that a living parent meets.
 */
export async function tombstoneOrphans(
  tx: StepTransaction,
  of: { table: string; column: string; parent: string; living: string; only?: string },
  organizationId: string,
  sweptAt: Date,
): Promise<number> {
  return tx.$executeRawUnsafe(
    `UPDATE ${of.table} AS child SET deleted_at = $2::timestamptz, mirrored_at = $2::timestamptz
     WHERE organization_id = $1::uuid AND deleted_at IS NULL AND mirrored_at < $2::timestamptz
       AND ${of.column} <> '' AND ${of.only ?? "true"}
       AND NOT EXISTS (SELECT FROM ${of.parent} WHERE organization_id = $1::uuid AND id = child.${of.column} AND ${of.living})`,
    organizationId,
    sweptAt.toISOString(),
  );
}

/**
 * Marks as gone, as of sweptAt, the roles inside projects of people or groups that no longer are in them. In the
 * table of is who is in which project.
 */
export async function tombstoneStrangers(
  tx: StepTransaction,
  of: { kind: "user" | "group"; table: string; column: string },
  organizationId: string,
  sweptAt: Date,
): Promise<number> {
  return tx.$executeRawUnsafe(
    `UPDATE role_assignments AS held SET deleted_at = $2::timestamptz, mirrored_at = $2::timestamptz
     WHERE organization_id = $1::uuid AND deleted_at IS NULL AND mirrored_at < $2::timestamptz
       AND project_id <> '' AND principal_kind = '${of.kind}'
       AND NOT EXISTS (SELECT FROM ${of.table} WHERE organization_id = $1::uuid AND project_id = held.project_id
         AND ${of.column} = held.principal_id AND deleted_at IS NULL)`,
    organizationId,
    sweptAt.toISOString(),
  );
}

export async function countLiving(
  tx: StepTransaction,
  table: string,
  organizationId: string,
): Promise<number> {
  const { rows } = await tx.client.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM ${table} WHERE organization_id = $1 AND deleted_at IS NULL`,
    [organizationId],
  );
  return rows[0]?.count ?? 0;
}
