import { z } from "zod";
import type { TrailAction } from "#lib/audit/actions.ts";
import { localChange } from "#lib/audit/change.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { requireJobToChange } from "#lib/background-jobs/require.ts";
import { DomainError } from "#lib/errors.ts";
import type { BackgroundJob, Prisma } from "#lib/generated/prisma/client.ts";
import type { JobState } from "#lib/generated/prisma/enums.ts";

export const OneJob = z.object({ jobId: z.uuid() });
export type OneJob = z.output<typeof OneJob>;

type StateChange = {
  action: TrailAction;
  from: readonly JobState[];
  data: Prisma.BackgroundJobUpdateManyMutationInput & { state: JobState };
};

/** Changes a job's state, with a trail entry. Throws DomainError "conflict" where somebody was faster. */
export async function changeState(
  actor: Actor,
  jobId: string,
  { action, from, data }: StateChange,
): Promise<BackgroundJob> {
  const job = await requireJobToChange(actor, jobId);
  const { id, kind, label, organizationId, state } = job;
  await localChange(
    { actor, organizationId, action, target: { kind, id, label }, before: { state } },
    async (tx) => {
      const { count } = await tx.backgroundJob.updateMany({
        where: { id, organizationId, state: { in: [...from] }, clearedAt: null },
        data: { ...data, updatedAt: new Date() },
      });
      if (count === 0) throw new DomainError("conflict", "jobMovedOn");
      return { state: data.state };
    },
  );
  return { ...job, state: data.state };
}
