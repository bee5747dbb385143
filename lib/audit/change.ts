import { randomUUID } from "node:crypto";
import { UpstreamRefusal } from "#lib/admin-api/errors.ts";
import type { Change, Ending } from "#lib/audit/record.ts";
import { record } from "#lib/audit/record.ts";
import type { Transaction } from "#lib/db.ts";
import { writer } from "#lib/db-writer.ts";
import { DomainError } from "#lib/errors.ts";
import { Prisma } from "#lib/generated/prisma/client.ts";

export type { Change } from "#lib/audit/record.ts";

/** Changes our own database: the write and its trail entry commit together or not at all. */
export async function localChange<After extends object | null>(
  change: Change,
  apply: (tx: Transaction) => Promise<After>,
): Promise<After> {
  return writer.$transaction(async (tx) => {
    const after = await apply(tx);
    await record(tx, randomUUID(), change, "succeeded", { after });
    return after;
  });
}

/** Puts something that changes nothing on the trail: an export, a refused sign-in. */
export async function recordAccess(
  change: Change,
  outcome: "succeeded" | "failed" = "succeeded",
): Promise<void> {
  await record(writer, randomUUID(), change, outcome);
}

/**
 * Puts an access that takes its time (a streamed export) on the trail before it begins. The answer puts down
 * how it ended; without that the trail keeps saying "started", which is the truth of a process that died.
 */
export async function startAccess(
  change: Change,
): Promise<(outcome: "succeeded" | "failed", ending: Ending) => Promise<void>> {
  const operationId = randomUUID();
  await record(writer, operationId, change, "started");
  return (outcome, ending) => record(writer, operationId, change, outcome, ending);
}

type RemoteChange = Change & { organizationId: string };

/** Puts the intent on the trail and takes the target's lock; DomainError "conflict" if someone else holds it. */
async function open(operationId: string, change: RemoteChange): Promise<void> {
  try {
    await writer.$transaction(async (tx) => {
      await tx.openChange.create({
        data: {
          operationId,
          organizationId: change.organizationId,
          action: change.action,
          targetKind: change.target.kind,
          targetId: change.target.id,
        },
      });
      await record(tx, operationId, change, "started");
    });
  } catch (error) {
    const taken = error instanceof Prisma.PrismaClientKnownRequestError && error.code === "P2002";
    if (taken) throw new DomainError("conflict", "changeUnderWay", { target: change.target.label });
    throw error;
  }
}

/** Upstream did not do it, or may have: closes the change in the first case, leaves it to the reconciler in the second. */
async function closeWithout(operationId: string, change: RemoteChange, error: unknown): Promise<DomainError> {
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof UpstreamRefusal) {
    await writer.$transaction(async (tx) => {
      await tx.openChange.delete({ where: { operationId } });
      await record(tx, operationId, change, "failed", { error: message });
    });
    return new DomainError("upstream_refused", "upstreamRefused", { message }, { cause: error });
  }
  await writer.$transaction(async (tx) => {
    await tx.openChange.update({ where: { operationId }, data: { isUnknown: true } });
    await record(tx, operationId, change, "unknown", { error: message });
  });
  return new DomainError("upstream_unknown", "upstreamUnknown", { message }, { cause: error });
}

/**
 * Changes something upstream, which no transaction of ours can cover. The intent is on the trail before the
 * call; call() asks upstream; apply() brings the mirror in step, in one transaction with the outcome. Whatever
 * stays "started" or "unknown" is settled by lib/jobs reading upstream again.
 * Throws DomainError "conflict" (someone else is changing the same target), "upstream_refused" or "upstream_unknown".
 */
export async function remoteChange<Answer, After extends object | null>(
  change: RemoteChange,
  call: () => Promise<Answer>,
  apply: (tx: Transaction, answer: Answer) => Promise<After>,
): Promise<After> {
  const operationId = randomUUID();
  await open(operationId, change);

  let answer: Answer;
  try {
    answer = await call();
  } catch (error) {
    throw await closeWithout(operationId, change, error);
  }
  return settle(operationId, change, (tx) => apply(tx, answer));
}

/** Closes an open change as succeeded; used right after the call, and by the reconciler once it has read again. */
export async function settle<After extends object | null>(
  operationId: string,
  change: RemoteChange,
  apply: (tx: Transaction) => Promise<After>,
): Promise<After> {
  return writer.$transaction(async (tx) => {
    const after = await apply(tx);
    await tx.openChange.delete({ where: { operationId } });
    await record(tx, operationId, change, "succeeded", { after });
    return after;
  });
}

/** Closes an open change that upstream turns out not to have made. */
export async function settleAsFailed(
  operationId: string,
  change: RemoteChange,
  error: string,
): Promise<void> {
  await writer.$transaction(async (tx) => {
    await tx.openChange.delete({ where: { operationId } });
    await record(tx, operationId, change, "failed", { error });
  });
}

/** Closes an open change whose end nobody can find out any more: its lock ends, and the trail says so. */
export async function settleAsUnknown(
  operationId: string,
  change: RemoteChange,
  error: string,
): Promise<void> {
  await writer.$transaction(async (tx) => {
    await tx.openChange.delete({ where: { operationId } });
    await record(tx, operationId, change, "unknown", { error });
  });
}
