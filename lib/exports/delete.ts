import { localChange } from "#lib/audit/change.ts";
import type { Actor } from "#lib/auth/actor.ts";
import type { OneJob } from "#lib/background-jobs/change-state.ts";
import { requireJobToChange } from "#lib/background-jobs/require.ts";
import { DomainError } from "#lib/errors.ts";
import { folderOf } from "#lib/exports/names.ts";
import { exportStore } from "#lib/exports/store.ts";
import { log } from "#lib/log.ts";

/** Deletes an export that is over, files and all: its links stop working at once. */
export async function deleteExport(actor: Actor, { jobId }: OneJob): Promise<{ label: string }> {
  const job = await requireJobToChange(actor, jobId);
  const { id, kind, label, organizationId, state } = job;
  if (kind !== "export") throw new DomainError("not_found", "jobNotFound");
  await localChange(
    { actor, organizationId, action: "export.delete", target: { kind, id, label }, before: { state } },
    async (tx) => {
      const { count } = await tx.backgroundJob.deleteMany({
        where: { id, organizationId, state: { in: ["done", "failed", "cancelled"] } },
      });
      if (count === 0) throw new DomainError("conflict", "jobMovedOn");
      return null;
    },
  );
  // Without its row nobody can reach the files any more; what cannot be removed now is swept up later.
  await exportStore()
    .remove(folderOf(job))
    .catch((error: unknown) => log.warn({ jobId: id, err: error }, "the files of an export stay for now"));
  return { label };
}
