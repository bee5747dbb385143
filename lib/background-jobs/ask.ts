import { randomUUID } from "node:crypto";
import { localChange } from "#lib/audit/change.ts";
import type { Actor } from "#lib/auth/actor.ts";
import type { Permission } from "#lib/auth/permissions.ts";
import { authorize } from "#lib/auth/permissions.ts";
import type { JobKindName } from "#lib/background-jobs/kinds.ts";
import type { Transaction } from "#lib/db.ts";
import { DomainError } from "#lib/errors.ts";
import { enqueueBackgroundJob } from "#lib/jobs/queue.ts";
import { log } from "#lib/log.ts";

/** Jobs of one organization that are not over: more than these is a mistake, or somebody in a loop. */
const mostOpen = 20;

type Wish = { kind: JobKindName; label: string; needs: readonly Permission[]; input: object; unit: string };

/** Whoever else asks for a job of the organization waits until this transaction is over, and is counted after it. */
async function requireRoom(tx: Transaction, organizationId: string): Promise<void> {
  await tx.$queryRaw`SELECT FROM organizations WHERE id = ${organizationId}::uuid FOR NO KEY UPDATE`;
  const open = await tx.backgroundJob.count({
    where: { organizationId, state: { in: ["queued", "running", "paused"] } },
  });
  if (open >= mostOpen) throw new DomainError("conflict", "tooManyJobs", { most: mostOpen });
}

/**
 * Leaves a job for the workers and "job.ask" on the trail. The calling verb has authorized the wish itself; each
 * permission that the job needs is checked here. Throws DomainError "forbidden", or "conflict" where too many are open.
 */
export async function askForJob(actor: Actor, wish: Wish): Promise<{ id: string }> {
  for (const permission of wish.needs) authorize(actor, permission);
  const organizationId = actor.organization.id;
  const id = randomUUID();
  await localChange(
    {
      actor,
      organizationId,
      action: "job.ask",
      target: { kind: wish.kind, id, label: wish.label },
      input: wish.input,
    },
    async (tx) => {
      await requireRoom(tx, organizationId);
      await tx.backgroundJob.create({
        data: {
          id,
          organizationId,
          kind: wish.kind,
          label: wish.label,
          askedById: actor.id,
          askedByLabel: actor.label,
          needs: [...wish.needs],
          input: wish.input,
          progressUnit: wish.unit,
        },
      });
      return null;
    },
  );
  // The schedule finds it in any case; this only spares the wait.
  await enqueueBackgroundJob(id).catch((error: unknown) => log.warn({ err: error }, "job not sent yet"));
  return { id };
}
