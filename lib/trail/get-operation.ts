import type { Actor } from "#lib/auth/actor.ts";
import { authorize } from "#lib/auth/permissions.ts";
import { DomainError } from "#lib/errors.ts";
import type { Prisma } from "#lib/generated/prisma/client.ts";
import { scoped } from "#lib/scoped.ts";

const operationEntry = {
  id: true,
  at: true,
  actorKind: true,
  actorId: true,
  actorLabel: true,
  action: true,
  targetKind: true,
  targetId: true,
  targetLabel: true,
  outcome: true,
  reason: true,
  input: true,
  before: true,
  after: true,
  error: true,
  requestId: true,
} satisfies Prisma.TrailEntrySelect;

export type OperationEntry = Prisma.TrailEntryGetPayload<{ select: typeof operationEntry }>;

/** Every entry of one operation, oldest first: what was meant, and how it ended. */
export async function getOperation(actor: Actor, operationId: string): Promise<OperationEntry[]> {
  authorize(actor, "trail.read");
  const isId = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(operationId);
  const entries = isId
    ? await scoped(actor).trailEntry.findMany({
        where: { operationId },
        orderBy: { id: "asc" },
        select: operationEntry,
      })
    : [];
  if (entries.length === 0) throw new DomainError("not_found", "notFound");
  return entries;
}
