import type { TrailAction } from "#lib/audit/actions.ts";
import { settle, settleAsFailed, settleAsUnknown } from "#lib/audit/change.ts";
import type { Change } from "#lib/audit/record.ts";
import {
  checkInvite,
  checkMemberRemoval,
  checkMemberRole,
  checkRevocation,
} from "#lib/changes/check-members.ts";
import {
  checkArchive,
  checkCreation,
  checkMembership,
  checkMembershipEnd,
  checkRename,
} from "#lib/changes/check-projects.ts";
import type { Check } from "#lib/changes/verdict.ts";
import { db } from "#lib/db.ts";
import { Prisma } from "#lib/generated/prisma/client.ts";
import { log } from "#lib/log.ts";

/** How to find out whether a change happened. A remote action that is not here stays open, and says so in the log. */
const checks: Partial<Record<TrailAction, Check>> = {
  "member.invite": checkInvite,
  "member.updateRole": checkMemberRole,
  "member.remove": checkMemberRemoval,
  "invite.revoke": checkRevocation,
  "project.create": checkCreation,
  "project.rename": checkRename,
  "project.archive": checkArchive,
  "project.addMember": checkMembership,
  "project.updateMember": checkMembership,
  "project.removeMember": checkMembershipEnd,
};

/** A call that waits its turn and then for its answer may take this long: before that it is simply under way. */
const underWayMs = 90_000;
/** What was cut off may still be at work upstream for a moment. */
const settlingMs = 5_000;

type Open = { operationId: string; organizationId: string; startedAt: Date };

async function dueChanges(now: Date): Promise<Open[]> {
  const before = (ms: number) => ({ lt: new Date(now.getTime() - ms) });
  return db.openChange.findMany({
    where: { OR: [{ startedAt: before(underWayMs) }, { isUnknown: true, startedAt: before(settlingMs) }] },
    orderBy: { startedAt: "asc" },
    select: { operationId: true, organizationId: true, startedAt: true },
    take: 100,
  });
}

async function beginningOf({ operationId, organizationId }: Open) {
  const entry = await db.trailEntry.findFirstOrThrow({
    where: { operationId, outcome: "started" },
    orderBy: { id: "asc" },
  });
  const change: Change & { organizationId: string } = {
    actor: { kind: entry.actorKind, id: entry.actorId, label: entry.actorLabel },
    organizationId,
    action: entry.action as TrailAction,
    target: { kind: entry.targetKind, id: entry.targetId, label: entry.targetLabel },
    input: Object(entry.input) as object,
    before: entry.before as object | null,
  };
  return entry.requestId === null
    ? change
    : { ...change, actor: { ...change.actor, requestId: entry.requestId } };
}

type End = "succeeded" | "failed" | "unknown" | "open";

/** Nobody can ask upstream any more: the lock must not outlive the connection, and what is true is found by reading on once connected again. */
const unanswerable = "The organization was disconnected before it could be found out whether it happened.";

async function isDisconnected(organizationId: string): Promise<boolean> {
  const where = { id: organizationId };
  const organization = await db.organization.findUnique({ where, select: { status: true } });
  return organization?.status === "disconnected";
}

async function reconcile(open: Open): Promise<End> {
  const change = await beginningOf(open);
  if (await isDisconnected(open.organizationId)) {
    await settleAsUnknown(open.operationId, change, unanswerable);
    return "unknown";
  }
  const check = checks[change.action];
  if (!check) throw new Error(`There is no check for ${change.action}.`);
  const verdict = await check({ ...open, input: change.input });
  try {
    if (verdict.happened) await settle(open.operationId, change, verdict.apply);
    else await settleAsFailed(open.operationId, change, `It did not happen. ${verdict.saw}`);
  } catch (error) {
    // The call's own process, or another worker, has just settled it.
    if (error instanceof Prisma.PrismaClientKnownRequestError && error.code === "P2025") return "open";
    throw error;
  }
  return verdict.happened ? "succeeded" : "failed";
}

/**
 * Settles the remote changes whose end is unknown, by reading upstream again. One that still gets no clear
 * answer stays open for the next time. Several workers may run it at once. now is for tests.
 */
export async function reconcileChanges(now = new Date()): Promise<Record<End, number>> {
  const ended = { succeeded: 0, failed: 0, unknown: 0, open: 0 };
  for (const open of await dueChanges(now)) {
    try {
      ended[await reconcile(open)] += 1;
    } catch (error) {
      ended.open += 1;
      log.warn({ err: error, ...open }, "a change stays open");
    }
  }
  return ended;
}
