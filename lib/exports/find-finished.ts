import type { Actor } from "#lib/auth/actor.ts";
import { authorize } from "#lib/auth/permissions.ts";
import { requireJob } from "#lib/background-jobs/require.ts";
import { DomainError } from "#lib/errors.ts";
import { checkLink } from "#lib/exports/link.ts";
import { ExportResult } from "#lib/exports/result.ts";
import type { BackgroundJob } from "#lib/generated/prisma/client.ts";

/** Throws DomainError "not_found" for what is deleted, expired, not ready, or not the actor's to see. */
export async function findFinished(
  actor: Actor,
  exportId: string,
  link: string,
): Promise<{ job: BackgroundJob; result: ExportResult }> {
  authorize(actor, "exports.download");
  const state = checkLink({ organizationId: actor.organization.id, exportId }, link);
  if (state === "forged") throw new DomainError("not_found", "exportLinkForged");
  if (state === "expired") throw new DomainError("not_found", "exportExpired");
  const job = await requireJob(actor, exportId);
  if (job.kind !== "export" || job.state !== "done") throw new DomainError("not_found", "exportNotReady");
  const isOver = job.clearedAt !== null || (job.expiresAt !== null && job.expiresAt <= new Date());
  if (isOver) throw new DomainError("not_found", "exportExpired");
  return { job, result: ExportResult.parse(job.result) };
}
