import type { PoolClient } from "pg";
import { DomainError } from "#lib/errors.ts";
import { inTransaction } from "#lib/sync/lease.ts";

/**
 * Runs work in one transaction that commits before the organization is disconnected or not at all: a disconnect
 * waits for it, and what comes after the disconnect is refused. Throws DomainError "organizationDisconnected".
 */
export async function whileConnected<Result>(
  client: PoolClient,
  organizationId: string,
  work: () => Promise<Result>,
): Promise<Result> {
  return inTransaction(client, async () => {
    const { rowCount } = await client.query(
      `SELECT 1 FROM organizations
       WHERE id = $1 AND status <> 'disconnected' AND sealed_admin_key IS NOT NULL FOR SHARE`,
      [organizationId],
    );
    if (rowCount === 0) throw new DomainError("unavailable", "organizationDisconnected", { name: "" });
    return work();
  });
}
