import type { Transaction } from "#lib/db.ts";

/**
 * Keeps everybody else from changing the organization until the transaction ends. Whatever changes its streams, too,
 * takes it first, as the sync does: in another order both would wait for each other.
 */
export async function holdOrganization(tx: Transaction, organizationId: string): Promise<void> {
  await tx.$queryRaw`SELECT 1 FROM organizations WHERE id = ${organizationId}::uuid FOR NO KEY UPDATE`;
}
