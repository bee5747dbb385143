import { one } from "#twin/database.ts";
import type { Transaction } from "#twin/database.ts";
import { badRequest } from "#twin/errors.ts";

/** Owners are locked in one order, so that two requests cannot each remove the other's last owner. */
export async function requireAnotherOwner(tx: Transaction, userId: string): Promise<void> {
  await tx.query(
    "SELECT 1 FROM twin.users WHERE role = 'owner' AND deleted_at IS NULL ORDER BY seq FOR UPDATE",
  );
  const other = await one(
    tx,
    "SELECT 1 FROM twin.users WHERE role = 'owner' AND deleted_at IS NULL AND id <> $1",
    [userId],
  );
  if (!other) throw badRequest("You cannot remove the last owner of an organization.", null, "last_owner");
}
