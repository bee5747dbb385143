import type { PoolClient } from "pg";
import { DomainError } from "#lib/errors.ts";
import { inTransaction } from "#lib/sync/lease.ts";

/**
 * From here on the open transaction commits before the organization is disconnected or not at all: a disconnect
 * waits for it. Throws DomainError "organizationDisconnected". What takes long in the transaction comes before it.
 */
export async function holdConnection(client: PoolClient, organizationId: string): Promise<void> {
  const { rowCount } = await client.query(
    `SELECT 1 FROM organizations
     WHERE id = $1 AND status <> 'disconnected' AND sealed_admin_key IS NOT NULL FOR SHARE`,
    [organizationId],
  );
  if (rowCount === 0) throw new DomainError("unavailable", "organizationDisconnected", { name: "" });
}

/** Runs work in one transaction that commits before the organization is disconnected or not at all. */
export async function whileConnected<Result>(
  client: PoolClient,
  organizationId: string,
  work: () => Promise<Result>,
): Promise<Result> {
  return inTransaction(client, async () => {
    await holdConnection(client, organizationId);
    return work();
  });
}
