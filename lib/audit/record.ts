import type { Transaction } from "#lib/db.ts";
import { Prisma } from "#lib/generated/prisma/client.ts";
import type { Outcome } from "#lib/generated/prisma/enums.ts";
import type { TrailAction } from "#lib/audit/actions.ts";

/** Who is on the trail: a person, a job, or the console setting itself up. */
export type TrailActor = { kind: string; id: string; label: string; requestId?: string };

export type Change = {
  actor: TrailActor;
  /** null for what belongs to the console and to no organization. */
  organizationId: string | null;
  action: TrailAction;
  target: { kind: string; id: string; label: string };
  reason?: string;
  /** What was asked for, as far as the reconciler needs it. Never a secret. */
  input?: object;
  /** The target as it was, read before the write. */
  before?: object | null;
};

export type Ending = { after?: object | null; error?: string };

/** JSON as the trail keeps it: dates as ISO strings, big integers as decimal strings, absent as null. */
function asJson(value: object | null | undefined): Prisma.InputJsonValue | typeof Prisma.DbNull {
  if (value == null) return Prisma.DbNull;
  const text = JSON.stringify(value, (_key, part: unknown) =>
    typeof part === "bigint" ? part.toString() : part,
  );
  return JSON.parse(text) as Prisma.InputJsonValue;
}

export async function record(
  tx: Transaction,
  operationId: string,
  change: Change,
  outcome: Outcome,
  ending: Ending = {},
): Promise<void> {
  await tx.trailEntry.create({
    data: {
      operationId,
      organizationId: change.organizationId,
      actorKind: change.actor.kind,
      actorId: change.actor.id,
      actorLabel: change.actor.label,
      requestId: change.actor.requestId ?? null,
      action: change.action,
      targetKind: change.target.kind,
      targetId: change.target.id,
      targetLabel: change.target.label,
      outcome,
      reason: change.reason ?? null,
      input: asJson(change.input),
      before: asJson(change.before),
      after: asJson(ending.after),
      error: ending.error ?? null,
    },
  });
}
